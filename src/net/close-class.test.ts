import { describe, expect, it } from 'vitest';
import type { CloseClass } from './close-class.ts';
import { classifyClose } from './close-class.ts';

const known: readonly (readonly [number, CloseClass, string])[] = [
  [1000, 'fatal', 'the server is done'],
  [1001, 'retry', 'going away'],
  [1002, 'retry', 'protocol error'],
  [1003, 'retry', 'unsupported data'],
  [1004, 'retry', 'reserved'],
  [1005, 'retry', 'no code'],
  [1006, 'retry', 'the line is lost'],
  [1007, 'retry', 'bad text'],
  [1008, 'sign-in', 'policy: the token'],
  [1009, 'retry', 'too big'],
  [1010, 'retry', 'missing extension'],
  [1011, 'retry', 'server error'],
  [1012, 'wait', 'service restart'],
  [1013, 'wait', 'try again later'],
  [1014, 'retry', 'bad gateway'],
  [1015, 'retry', 'TLS'],
  [3000, 'sign-in', 'unauthorised'],
  [3003, 'sign-in', 'forbidden'],
  [3008, 'retry', 'timeout'],
  [4000, 'retry', 'unknown to us'],
  [4001, 'sign-in', 'unauthorised by custom'],
  [4401, 'sign-in', 'unauthorised by custom'],
  [4403, 'sign-in', 'forbidden by custom'],
  [4999, 'retry', 'unknown to us'],
];

describe('close codes', () => {
  it.each(known)('[CN9] %i after open means: %s (%s)', (code, expected) => {
    expect(classifyClose(code, true)).toBe(expected);
  });

  it.each(known)('[CN4] %i before open is looked at as a token problem', (code) => {
    expect(classifyClose(code, false)).toBe('sign-in');
  });

  it('[F9] every code of the private range has a class, and most are tried again', () => {
    const named = new Set(known.map(([code]) => code));
    for (let code = 4000; code <= 4999; code++) {
      if (!named.has(code)) expect(classifyClose(code, true)).toBe('retry');
    }
  });
});
