import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('the command line', () => {
  it('runs all parts when none is named', () => {
    expect(readArguments([])).toEqual({
      parts: ['load', 'stream', 'transcript', 'alert'],
      isQuick: false,
      isJson: false,
      isWritten: false,
      streams: { documents: [], renderers: [], rounds: undefined },
    });
  });

  it('runs only what is named', () => {
    expect(readArguments(['stream', '--quick']).parts).toEqual(['stream']);
  });

  it('measures of the streams what is named, and writes down only the whole', () => {
    const words = ['stream', '--document', '20k', '--renderer', 'limit', '--renderer', 'bedside'];
    expect(readArguments([...words, '--rounds', '5']).streams).toEqual({
      documents: ['20k'],
      renderers: ['limit', 'bedside'],
      rounds: 5,
    });
    expect(() => readArguments([...words, '--write'])).toThrow('as usual');
    expect(() => readArguments(['--rounds', 'many'])).toThrow('whole number');
  });

  it('refuses a part that it does not know', () => {
    expect(() => readArguments(['streams'])).toThrow('no part ‘streams’');
  });

  it('refuses an option that it does not know', () => {
    expect(() => readArguments(['--fast'])).toThrow('--fast');
  });
});
