import { describe, expect, it } from 'vitest';
import {
  amount,
  count,
  either,
  listOf,
  object,
  oneOf,
  orNull,
  parseJson,
  text,
  truth,
} from './shape.ts';

describe('the shape of data', () => {
  it.each([
    [text, 'a', 1],
    [truth, false, 0],
    [amount, -1.5, NaN],
    [count, 0, -1],
    [oneOf('a', 'b'), 'b', 'c'],
    [orNull(text), null, undefined],
    [listOf(text), ['a'], ['a', 1]],
    [object({ a: text }), { a: 'b' }, { b: 'a' }],
    [either(text, amount), 1, null],
  ])('%# is told', (shape, right, wrong) => {
    expect(shape(right)).toEqual(right);
    expect(shape(wrong)).toBeUndefined();
  });

  it('takes nothing over that was not asked for, and nothing that is inherited', () => {
    const shape = object({ toString: text });
    expect(shape({ toString: 'a', more: 1 })).toEqual({ toString: 'a' });
    expect(shape({})).toBeUndefined();
    expect(parseJson('{')).toBeUndefined();
  });
});
