import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('the command line', () => {
  it('runs all parts when none is named', () => {
    expect(readArguments([])).toEqual({
      parts: ['load', 'stream', 'transcript', 'alert'],
      isQuick: false,
      isJson: false,
      isWritten: false,
    });
  });

  it('runs only what is named', () => {
    expect(readArguments(['stream', '--quick']).parts).toEqual(['stream']);
  });

  it('refuses a part that it does not know', () => {
    expect(() => readArguments(['streams'])).toThrow('no part ‘streams’');
  });

  it('refuses an option that it does not know', () => {
    expect(() => readArguments(['--fast'])).toThrow('--fast');
  });
});
