import { expect, test } from 'vitest';
import { spanOfRows } from './row-window.ts';

test('[HI1] rows in sight are drawn, with some before and behind them', () => {
  expect(spanOfRows({ start: 0, end: 0 }, 0, 10)).toEqual({ start: 0, end: 25 });
  expect(spanOfRows({ start: 0, end: 25 }, 400.4, 10)).toEqual({ start: 385, end: 426 });
});

test('[HI1] a few rows of scrolling draw nothing anew', () => {
  const span = spanOfRows({ start: 0, end: 0 }, 100, 10);
  expect(spanOfRows(span, 108, 10)).toBe(span);
  expect(spanOfRows(span, 92, 10)).toBe(span);
  expect(spanOfRows(span, 111, 10)).not.toBe(span);
});

test('[HI1] a list that was large draws less when it is small', () => {
  expect(spanOfRows({ start: 0, end: 200 }, 0, 10)).toEqual({ start: 0, end: 25 });
});
