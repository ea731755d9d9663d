import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../testing/any-text.ts';
import { readFrame } from './wire.ts';

const last = {
  reply: 'rmal',
  done: true,
  cost: 10,
  total_spent: 10,
  remaining_budget: 90,
  ordered_tests: ['complete blood count'],
};
const read = (value: unknown) => readFrame(JSON.stringify(value));

describe('a frame', () => {
  it('[TK1] is a piece, a last piece or a refusal', () => {
    expect(read({ reply: 'No', done: false })).toEqual({
      kind: 'good',
      frame: { reply: 'No', done: false },
    });
    expect(read(last)).toEqual({ kind: 'good', frame: last });
    expect(read({ error: 'no' })).toEqual({ kind: 'good', frame: { error: 'no' } });
  });

  it('[F39] may bring fields that nobody knows yet', () => {
    expect(read({ ...last, model: 'x', nested: { more: [1] } })).toEqual({
      kind: 'good',
      frame: last,
    });
  });

  it('[OR6] without a limit has no remainder, or one that is null or infinite', () => {
    expect(read({ ...last, remaining_budget: undefined })).toMatchObject({ kind: 'good' });
    expect(read({ ...last, remaining_budget: null })).toMatchObject({ kind: 'good' });
    for (const figure of ['Infinity', '-Infinity', 'NaN']) {
      const text = JSON.stringify(last).replace('90', figure);
      expect(readFrame(text)).toMatchObject({ kind: 'good', frame: { remaining_budget: null } });
    }
  });

  it.each(['{}', '{"hello":"world"}', '[]', '[1,2]', '{"type":"ping"}'])(
    '[F39] %s is unknown, and no fault',
    (text) => {
      expect(readFrame(text)).toEqual({ kind: 'unknown' });
    },
  );

  it.each(['', 'plain', '{"reply":"x"', 'null', '3', '"text"', 'true'])(
    '[F38] %j is malformed',
    (text) => {
      expect(readFrame(text)).toEqual({ kind: 'malformed', ends: false });
    },
  );

  it.each([
    [{ reply: 5, done: false }, false],
    [{ reply: 'x' }, false],
    [{ reply: 'x', done: 'true' }, false],
    [{ ...last, cost: '10' }, true],
    [{ ...last, total_spent: undefined }, true],
    [{ done: true }, true],
    [{ error: { text: 'no' } }, true],
  ])('[F38] %j is malformed; it ends the reply: %s', (value, ends) => {
    expect(read(value)).toEqual({ kind: 'malformed', ends });
  });

  it('[F38] __proto__ pollutes nothing', () => {
    const outcome = readFrame('{"__proto__":{"polluted":true},"reply":"x","done":false}');
    expect(outcome).toEqual({ kind: 'malformed', ends: false });
    expect({}).not.toHaveProperty('polluted');
  });

  it('[F38] a hundred thousand brackets or ten megabytes are survived', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(readFrame(deep).kind).not.toBe('good');
    expect(readFrame(`{"reply":${deep},"done":false}`).kind).toBe('malformed');
    expect(readFrame('x'.repeat(10_000_000)).kind).toBe('malformed');
  });

  it('[F38] reading never throws, whatever comes', () => {
    fc.assert(fc.property(anyText(), (text) => readFrame(text).kind !== 'good'));
    fc.assert(fc.property(fc.json(), (text) => 'kind' in readFrame(text)));
    const field = fc.oneof(fc.jsonValue(), fc.constantFrom(true, false, 'x', 1));
    const nearly = fc.record(
      {
        reply: field,
        done: field,
        cost: field,
        total_spent: field,
        ordered_tests: field,
        error: field,
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(nearly, (value) => 'kind' in read(value)));
  });

  it('[TK1] any text in a piece comes through to the letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (reply) => {
        const outcome = read({ reply, done: false });
        return outcome.kind === 'good' && 'reply' in outcome.frame && outcome.frame.reply === reply;
      }),
    );
  });
});
