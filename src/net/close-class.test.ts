/** Holds the code to the table of docs/resilience.md: every close code has its class. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyClose } from './close-class.ts';

const page = readFileSync(new URL('../../docs/resilience.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| (\d{4}) +\| [^|]+ \| ([^|]+?) +\| ([^|]+) \|$/gm)].map(
  ([, code, kind, seen]) => ({ code: Number(code), kind, seen: seen?.trim() }),
);
const named = new Set(rows.map(({ code }) => code));

describe('docs/resilience.md, the line', () => {
  it('[CN9] has every code that is to be had, and says what the person sees', () => {
    const protocol = Array.from({ length: 16 }, (_, index) => 1000 + index);
    expect(rows.map(({ code }) => code)).toEqual([
      ...protocol,
      ...[3000, 3003, 3008, 4000, 4001, 4401, 4403, 4999],
    ]);
    expect(rows.every(({ seen }) => seen !== '')).toBe(true);
  });

  it.each(rows)('[CN9] $code after open is: $kind', ({ code, kind }) => {
    expect(classifyClose(code, true).replace('-', ' ')).toBe(kind);
  });

  it.each(rows)('[CN4] $code before open is looked at as a token problem', ({ code }) => {
    expect(classifyClose(code, false)).toBe('sign-in');
  });

  it('[F9] every code that is not there is tried again', () => {
    for (let code = 1016; code <= 4999; code++) {
      if (!named.has(code)) expect(classifyClose(code, true)).toBe('retry');
    }
  });
});
