import { describe, expect, it } from 'vitest';
import type { Said } from '../../core/backend.ts';
import {
  bytesOf,
  explainFailure,
  toAnswer,
  toHistory,
  toListed,
  toMessage,
  toWireNew,
} from './convert.ts';
import { findAnswer } from './find-answer.ts';
import type { WireMessage } from './wire.ts';
import { wireMessage, wireSessionPage } from './wire.ts';

const answer = (rest: Partial<WireMessage> = {}): WireMessage => ({
  id: 'a1',
  role: 'assistant',
  content: 'Words',
  status: 'COMPLETED',
  created_at: '2030-01-15T09:00:00.000Z',
  ...rest,
});

describe('records', () => {
  it('[HI1] the last message goes by `_id`, and is read all the same', () => {
    const page = wireSessionPage.parse({
      items: [
        {
          session_id: 's',
          name: null,
          system_prompt: null,
          session_start: '2030-01-15T09:00:00.000Z',
          session_end: null,
          last_message: { ...answer(), id: undefined, _id: 'm' },
        },
      ],
      next_cursor: 's',
    });
    const [listed] = page.items.map(toListed);
    expect(listed).toEqual({
      id: 's',
      name: null,
      instructions: null,
      startedAt: Date.UTC(2030, 0, 15, 9),
      endedAt: null,
      lastMessage: {
        ...{ id: 'm', by: 'assistant', text: 'Words', state: 'whole' },
        at: Date.UTC(2030, 0, 15, 9),
      },
    });
  });

  it('[F38] a date that is none is refused', () => {
    expect(wireMessage.safeParse(answer({ created_at: 'soon' })).success).toBe(false);
  });

  it.each([
    ['PENDING', null, 'pending', ''],
    ['FAILED', 'Error: 401 sk-stub', 'failed', ''],
    ['COMPLETED', 'Words', 'whole', 'Words'],
    [null, 'Appended', 'whole', 'Appended'],
    [null, null, 'pending', ''],
  ])('[HI3] status %s with content %s is %s', (status, content, state, text) => {
    expect(toMessage(answer({ status, content }))).toMatchObject({ state, text });
  });

  it('[HI3] an answer is appended as whole, a question without a status', () => {
    expect(toWireNew({ by: 'assistant', text: 'x', answers: 'q', assistantId: 'dx0' })).toEqual({
      ...{ role: 'assistant', content: 'x', in_response_to: 'q' },
      ...{ assistant_id: 'dx0', status: 'COMPLETED' },
    });
    expect(toWireNew({ by: 'clinician', text: 'x' })).toEqual({ role: 'user', content: 'x' });
  });
});

describe('answers', () => {
  it('[F13] an unknown status is unreadable, not an answer', () => {
    expect(toAnswer(answer({ status: 'HALF' })).kind).toBe('unreadable');
    expect(toAnswer(answer({ content: null })).kind).toBe('unreadable');
    expect(toAnswer(answer())).toEqual({ kind: 'text', text: 'Words' });
  });

  it.each([
    ['Error: 401 Incorrect API key provided: sk-abcd', /refused the key/],
    ['401 Incorrect API key provided: sk-abcd', /refused the key/],
    ['Error: 429 slow down sk-abcd', /overloaded/],
    ['Error: 500 stub exploded sk-abcd', /status 500/],
    ['Error: Invalid URL sk-abcd 500', /could not be reached/],
    ['', /could not be reached/],
  ])('[F13] %s is told in words of ours', (text, words) => {
    expect(explainFailure(text)).toMatch(words);
    expect(explainFailure(text)).not.toContain('sk-');
  });
});

describe('what goes along with a question', () => {
  const said: readonly Said[] = [
    { by: 'clinician', text: 'a'.repeat(100) },
    { by: 'assistant', text: 'é'.repeat(100) },
    { by: 'clinician', text: 'c' },
  ];

  it('[CN8] is all that was said, where there is room', () => {
    expect(toHistory(said, 10_000).map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('[F6] is the latest of it, counted in bytes, where there is not', () => {
    const whole = toHistory(said, 10_000);
    const lastTwo = bytesOf(whole[1]) + bytesOf(whole[2]) + 2;
    expect(toHistory(said, lastTwo)).toEqual(whole.slice(1));
    expect(toHistory(said, lastTwo - 1)).toEqual(whole.slice(2));
    expect(toHistory(said, 0)).toEqual([]);
  });
});

describe('a question of which nobody knows', () => {
  const question = (id: string, content: string) =>
    answer({ id, role: 'user', content, status: null });
  const reply = (id: string, to: string) => answer({ id, in_response_to: to });
  const session = [reply('4', '3'), question('3', 'Hm?'), reply('2', '1'), question('1', 'Hm?')];

  it('[F21] is the one that came after what was known', () => {
    expect(findAnswer(session, '2', 'Hm?')).toBe('4');
    expect(findAnswer(session, null, 'Hm?')).toBe('4');
  });

  it('[F21] is not one from before, nor other words', () => {
    expect(findAnswer(session, '4', 'Hm?')).toBeUndefined();
    expect(findAnswer(session, '2', 'Ha?')).toBeUndefined();
    expect(findAnswer([question('3', 'Hm?')], null, 'Hm?')).toBeUndefined();
  });
});
