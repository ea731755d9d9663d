import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainWords, plainWordsSoFar } from './plain-words.ts';

test.each([
  ['🚨 **EMERGENCY DETECTED** 🚨', '🚨 EMERGENCY DETECTED 🚨'],
  ['## Plan\n\n- *first* step\n* [ ] second `step`', 'Plan\n\nfirst step\nsecond step'],
  ['> quoted __words__', 'quoted words'],
  ['[NICE](https://nice.org.uk "site") and ![chart](x.png)', 'NICE and chart'],
  ['| Drug | Dose |\n|---|:--:|\n| ASA | 75 mg |', 'Drug, Dose\n\nASA, 75 mg'],
  ['```\nlet x = 1\n```', 'let x = 1'],
  ['one\n\n---\n\ntwo', 'one\n\ntwo'],
  ['serum_sodium_level 2 * 3 * 4 and -5', 'serum_sodium_level 2 * 3 * 4 and -5'],
  [String.raw`1\. not a list`, '1. not a list'],
])('[AX3] %s is said without its marks', (markdown, words) => {
  expect(plainWords(markdown)).toBe(words);
});

test.each([
  ['🚨 **EMERG', '🚨 EMERG'],
  ['🚨 **EMERGENCY DETECTED*', '🚨 EMERGENCY DETECTED'],
  ['**Call** now: **', 'Call now: '],
  ['a dose of 2 * 3 and serum_sod', 'a dose of 2 * 3 and serum_sod'],
])('[AL1] %s is read without the half of a mark', (markdown, words) => {
  expect(plainWordsSoFar(markdown)).toBe(words);
});

test('[AX3] no word is lost, whatever stands around it', () => {
  const words = fc.array(fc.constantFrom('sepsis', 'now', '**', '_', '`', '# ', '\n', ' ', '- '));
  fc.assert(
    fc.property(words, (pieces) => {
      const count = (text: string) => text.match(/sepsis|now/g)?.length ?? 0;
      expect(count(plainWords(pieces.join('')))).toBe(count(pieces.join('')));
    }),
  );
});
