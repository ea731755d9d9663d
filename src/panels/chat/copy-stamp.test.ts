import { expect, it } from 'vitest';
import type { ConversationEvent } from '../../core/events.ts';
import {
  converse,
  delta,
  finished,
  sent,
  started,
  stopped,
  written,
} from '../../testing/samples.ts';
import { withStamps } from './copy-stamp.ts';

const replies = (...rest: readonly ConversationEvent[]) =>
  converse(written('a'), sent('a'), started('a'), delta('a', 'Give 5'), ...rest).exchanges;
const mark = '[incomplete: do not rely on it]';

it('[TK8] what is copied takes along that it is not whole, also while it grows', () => {
  expect(withStamps('Give 5', replies())).toMatch(`Give 5\n${mark}\n\n[AI-generated, verify.`);
  expect(withStamps('Give 5', replies(stopped('a')))).toContain(mark);
  const whole = withStamps('Give 5', replies(finished('a')));
  expect(whole).toMatch('Give 5\n\n[AI-generated, verify.');
  expect(whole).not.toContain(mark);
});
