/**
 * How much a browser has to load, compressed by gzip as the web server sends it, beside what the
 * project promises.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findInitialFiles } from '../scripts/initial-files.mjs';
import type { Marks } from './targets.ts';

export interface Size {
  readonly what: string;
  /** Thousands of bytes, compressed. */
  readonly kilobytes: number;
  /** `null` where nothing is promised. */
  readonly marks: Marks | null;
}

export function measureSizes(): readonly Size[] {
  const { signIn, console, styles, lazy } = findInitialFiles();
  return [
    {
      what: 'JavaScript, sign-in page',
      ...sum(signIn),
      marks: { sign: '≤', atLeast: 110, aim: 90 },
    },
    { what: 'JavaScript, console', ...sum(console), marks: { sign: '≤', atLeast: 250, aim: 180 } },
    { what: 'styles', ...sum(styles), marks: null },
    { what: `JavaScript, lazy (chunks: ${lazy.length})`, ...sum(lazy), marks: null },
  ];
}

function sum(files: readonly string[]): Pick<Size, 'kilobytes'> {
  const bytes = files.map((file) => gzipSync(readFileSync(file), { level: 9 }).length);
  return { kilobytes: bytes.reduce((total, each) => total + each, 0) / 1000 };
}
