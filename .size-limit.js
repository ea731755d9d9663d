/**
 * The most that a browser may load before anything lazy, compressed by gzip: what it is, and a little
 * room. The bounds are 110 and 250 KB.
 */
import { findInitialFiles } from './scripts/initial-files.mjs';

const { signIn, console } = findInitialFiles();

export default [
  { name: 'JavaScript of the sign-in page', path: signIn, limit: '101 KB', gzip: true },
  { name: 'JavaScript of the console', path: console, limit: '244 KB', gzip: true },
];
