/** The most that a browser may load before anything lazy, compressed by gzip. */
import { findInitialFiles } from './scripts/initial-files.mjs';

const { signIn, console } = findInitialFiles();

export default [
  { name: 'JavaScript of the sign-in page', path: signIn, limit: '112 KB', gzip: true },
  { name: 'JavaScript of the console', path: console, limit: '235 KB', gzip: true },
];
