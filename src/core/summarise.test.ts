import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  converse,
  delta,
  finished,
  lost,
  message,
  order,
  sent,
  started,
} from '../testing/samples.ts';
import type { Message } from './conversation.ts';
import type { ConversationEvent } from './events.ts';
import { summarise } from './summarise.ts';

const say = (what: Message): ConversationEvent[] => [
  { type: 'message-written', message: what },
  sent(what.id),
];
const whole = (what: Message, reply: string): ConversationEvent[] => [
  ...say(what),
  started(what.id),
  delta(what.id, reply),
  finished(what.id),
];
const cut = (what: Message, reply: string): ConversationEvent[] => [
  ...say(what),
  started(what.id),
  delta(what.id, reply),
  lost(what.id),
];
const refused = (what: Message): ConversationEvent[] => [
  ...say(what),
  { type: 'reply-failed', at: 3, turnId: what.id, failure: { kind: 'refused', detail: 'no' } },
];

describe('a summary', () => {
  it('[CN8] has questions with the beginning of their replies, and tests with results', () => {
    const conversation = converse(
      ...whole(message('a', { text: 'Does he\nsmoke?' }), 'Yes.\n\nTwenty a day.'),
      ...whole(order('b', 'troponin i'), 'Elevated: 2.1 ng/mL.'),
      ...whole(message('c', { action: 'diagnose', text: 'NSTEMI' }), 'Noted.'),
    );
    expect(summarise(conversation)).toBe(
      [
        'The connection was renewed, so you do not have what was said before. Summary of this case so far:',
        '1. Asked: Does he smoke?',
        '   Reply: Yes. Twenty a day.',
        '2. Test ordered: troponin i',
        '   Result: Elevated: 2.1 ng/mL.',
        '3. Diagnosis proposed: NSTEMI',
        '   Reply: Noted.',
      ].join('\n'),
    );
  });

  it('[CN8] marks what is not whole, and what was never answered', () => {
    const text = summarise(
      converse(...cut(message('a'), 'Half a'), ...say(order('b', 'ct')), lost('b')),
    );
    expect(text).toContain('Reply (incomplete): Half a');
    expect(text).toContain('Test ordered: ct (no result arrived)');
  });

  it('[CN8] leaves out what waits, what was refused, and what the assistant remembers', () => {
    const conversation = converse(
      ...whole(message('a', { text: 'told' }), 'Yes.'),
      ...refused(message('b', { text: 'refused' })),
      ...whole(message('c', { text: 'remembered' }), 'Yes.'),
      { type: 'message-written', message: message('d', { text: 'waiting' }) },
    );
    const text = summarise(conversation, 2);
    expect(text).toContain('told');
    for (const left of ['refused', 'remembered', 'waiting']) expect(text).not.toContain(left);
    expect(summarise(conversation)).not.toContain('waiting');
  });

  it('[CN8] of nothing is empty', () => {
    expect(summarise(converse())).toBe('');
    expect(summarise(converse(...refused(message('a'))))).toBe('');
  });

  it('[CN8] of a long case takes the first sentences, then the latest turns, and says so', () => {
    const long = 'A sentence of some length about the heart. '.repeat(20);
    const few = Array.from({ length: 3 }, (_, n) => whole(message(`q${n}`), long)).flat();
    expect(summarise(converse(...few))).toMatch(/about the heart\. …$/);
    const many = Array.from({ length: 60 }, (_, n) => whole(message(`q${n}`), long)).flat();
    const text = summarise(converse(...many));
    expect(text).toMatch(/\(\d+ earlier turns left out\)/);
    expect(text).toContain('60. Asked: Text of q59');
    expect(text).not.toContain('1. Asked: Text of q0\n');
  });

  it('[CN8] is never longer than the server takes, nor than two thousand characters', () => {
    const turn = fc.tuple(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ maxLength: 2000 }),
    );
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 30 }), fc.nat({ max: 3000 }), (turns, limit) => {
        const events = turns.flatMap(([text, reply], n) =>
          whole(message(`q${n}`, { text }), reply),
        );
        return (
          [...summarise(converse(...events), turns.length, limit)].length <= Math.min(limit, 2000)
        );
      }),
      { numRuns: 50 },
    );
  });
});
