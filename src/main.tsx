/** Where the browser starts. */
import './ui/theme.css';
import { start } from './app/start.tsx';
import { guardHtml } from './app/trusted-types.ts';

guardHtml();
const root = document.getElementById('root');
if (root) start(root);
