import { describe, expect, it } from 'vitest';
import { converse, message, sent, started } from '../../testing/samples.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import { explainEnd } from '../../core/record/entry-text.ts';
import { describeAge, describeFailure, describeHold, describePace, mayReword } from './words.ts';

describe('the queue in words', () => {
  it.each([
    [-5000, 'waits for 0 s'],
    [12_900, 'waits for 12 s'],
    [59_999, 'waits for 59 s'],
    [60_000, 'waits for 1 min'],
    [299_000, 'waits for 4 min'],
    [3_900_000, 'waits for 1 h 5 min'],
  ])('[TU3] after %i ms: %s', (age, words) => {
    expect(describeAge(age)).toBe(words);
  });

  it('[TU3][F18] says why it is held', () => {
    expect(describeHold('failed-turn', 2)).toContain('They wait because the message before failed');
    expect(describeHold('doubtful-turn', 1)).toContain(
      'the reply to the message before was in doubt',
    );
    expect(describeHold('stale', 1)).toContain('waits for more than 5 minutes');
    expect(describeHold(undefined, 1)).toContain('before the page was loaded anew');
    expect(describeHold(undefined, 1, 'Panel')).toMatch(/where you wrote it\..*(it goes) to Panel/);
  });
});

describe('the rate limit in words', () => {
  const status = { used: 26, limit: 30, opensIn: 0, isNear: true };

  it('[CN5] is a count below it', () => {
    expect(describePace(status, true)).toBe('26 of 30 messages this minute');
  });

  it('[CN5] is a wait at it, for a message that is there or one that may come', () => {
    const full = { ...status, used: 30, opensIn: 11_100 };
    expect(describePace(full, true)).toBe(
      'The next message goes out in 12 s: the server takes 30 a minute.',
    );
    expect(describePace(full, false)).toBe(
      'The server takes 30 messages a minute: the next one can go out in 12 s.',
    );
  });
});

describe('a message that was refused', () => {
  const ended = (action: 'ask' | 'order', failure: TurnFailure) =>
    converse(
      { type: 'message-written', message: message('a', { action }) },
      sent('a'),
      started('a'),
      { type: 'reply-failed', at: 3, turnId: 'a', failure },
    ).exchanges.some(mayReword);

  it('[F6] comes back to be put in other words where it is a question', () => {
    const refused: TurnFailure = { kind: 'refused', detail: 'Too long' };
    expect(ended('ask', refused)).toBe(true);
    expect(ended('order', refused)).toBe(false);
    expect(ended('ask', { kind: 'connection-lost' })).toBe(false);
  });
});

it('[TK6] words that came before a refusal are not to be relied on, on the screen and in a record', () => {
  const refused: TurnFailure = { kind: 'refused', detail: 'Too long' };
  for (const say of [describeFailure, explainEnd]) {
    expect(say(refused, 'Give 5')).toMatch(/^Incomplete, do not rely on it: .* Too long$/);
    expect(say(refused, '')).not.toContain('Incomplete');
  }
});
