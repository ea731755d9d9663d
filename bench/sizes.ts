/**
 * How much a browser has to load, compressed by gzip as the web server sends it, beside what the
 * project promises.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findInitialFiles } from '../scripts/initial-files.mjs';

export interface Size {
  readonly what: string;
  /** Thousands of bytes, compressed. */
  readonly kilobytes: number;
  /** The most that is accepted, and what is aimed at; `null` where nothing is promised. */
  readonly limits: { readonly most: number; readonly aim: number } | null;
}

export function measureSizes(): readonly Size[] {
  const { signIn, console, styles, lazy } = findInitialFiles();
  return [
    { what: 'JavaScript, sign-in page', ...sum(signIn), limits: { most: 110, aim: 90 } },
    { what: 'JavaScript, console', ...sum(console), limits: { most: 250, aim: 180 } },
    { what: 'styles', ...sum(styles), limits: null },
    { what: `JavaScript, lazy (chunks: ${lazy.length})`, ...sum(lazy), limits: null },
  ];
}

function sum(files: readonly string[]): Pick<Size, 'kilobytes'> {
  const bytes = files.map((file) => gzipSync(readFileSync(file), { level: 9 }).length);
  return { kilobytes: bytes.reduce((total, each) => total + each, 0) / 1000 };
}

/** Where a size stands between what is accepted and what is aimed at. */
export function judge({ kilobytes, limits }: Size): string {
  if (limits === null) return '';
  if (kilobytes <= limits.aim) return 'aim reached';
  return kilobytes <= limits.most ? 'accepted' : 'TOO LARGE';
}
