import { describe, expect, it } from 'vitest';
import {
  finished,
  lost,
  message,
  order,
  returned,
  sent,
  started,
  converse,
  written,
} from '../testing/samples.ts';
import type { Conversation, Priority } from './conversation.ts';
import { hasStaleMessage, nextToSend, queueOf, unsentOf } from './conversation.ts';
import type { ConversationEvent } from './events.ts';
import { reduceConversation } from './reduce-conversation.ts';

const texts = (conversation: Conversation) => queueOf(conversation).map(({ id }) => id);
const move = (turnId: string, place: number): ConversationEvent => ({
  type: 'message-moved',
  turnId,
  place,
});
const edit = (turnId: string, text: string, at = 50): ConversationEvent => ({
  type: 'message-edited',
  at,
  turnId,
  text,
});
const out = [written('a'), sent('a'), started('a')];
const waiting = converse(...out, ...['b', 'c', 'd'].map(written));

describe('places in the queue', () => {
  it.each([
    ['c', 0, 'cbd'],
    ['b', 1, 'cbd'],
    ['b', 2, 'cdb'],
    ['b', 99, 'cdb'],
    ['d', -99, 'dbc'],
    ['c', 1, 'bcd'],
  ])('[TU3] %s to place %i gives %s', (id, place, expected) => {
    const moved = reduceConversation(waiting, move(id, place));
    expect(texts(moved).join('')).toBe(expected);
    expect(nextToSend({ ...moved, onWire: null })?.id).toBe(expected[0]);
  });

  it('[TU3] none gets past what has gone out, and what has gone out is not moved', () => {
    const moved = reduceConversation(waiting, move('d', -5));
    expect(moved.exchanges[0]?.message.id).toBe('a');
    expect(reduceConversation(waiting, move('a', 2))).toBe(waiting);
    expect(reduceConversation(waiting, move('nobody', 0))).toBe(waiting);
    expect(reduceConversation(waiting, move('b', 0))).toBe(waiting);
  });
});

describe('priority', () => {
  const prioritise = (turnId: string, priority: Priority): ConversationEvent => ({
    type: 'message-prioritised',
    turnId,
    priority,
  });
  const aside = (turnId: string, at = 60): ConversationEvent => ({
    type: 'message-set-aside',
    at,
    turnId,
  });

  it('[OB1] what waits goes by priority, within one as it was written', () => {
    const sorted = [
      prioritise('d', 'high'),
      prioritise('b', 'low'),
      written('e'),
      prioritise('e', 'high'),
      written('f'),
    ].reduce(reduceConversation, waiting);
    expect(texts(sorted)).toEqual(['d', 'e', 'c', 'f', 'b']);
    expect(sorted.exchanges[0]?.message.id).toBe('a');
    expect(nextToSend({ ...sorted, onWire: null })?.id).toBe('d');
  });

  it('[OB1][TU3] a message that is moved takes the priority of its place, so that it stays there', () => {
    const moved = [prioritise('b', 'high'), move('d', 0), written('e')].reduce(
      reduceConversation,
      waiting,
    );
    expect(texts(moved)).toEqual(['d', 'b', 'c', 'e']);
    const sunk = [prioritise('c', 'low'), move('b', 2), prioritise('d', 'normal')].reduce(
      reduceConversation,
      waiting,
    );
    expect(texts(sunk)).toEqual(['d', 'c', 'b']);
  });

  it('[OB1] what is set aside stands last, goes never, and holds nothing', () => {
    const kept = [aside('b'), written('e')].reduce(reduceConversation, waiting);
    expect(texts(kept)).toEqual(['c', 'd', 'e']);
    expect(unsentOf(kept).map(({ message: { id } }) => id)).toEqual(['c', 'd', 'e', 'b']);
    const alone = [written('a'), sent('a'), returned('a'), aside('a')];
    const only = converse(...alone, { type: 'queue-held', why: 'failed-turn' });
    expect(nextToSend(only)).toBeUndefined();
    expect(only.queueHeld).toBe(false);
    expect(hasStaleMessage(only, 3_600_000)).toBe(false);
  });

  it.each([
    ['c', 'b'],
    ['b', 'c'],
  ])('[OB1] what is set aside stays in that order: %s before %s', (first, next) => {
    const kept = [aside(first), aside(next, 61)].reduce(reduceConversation, waiting);
    const ids = unsentOf(kept).map(({ message: { id } }) => id);
    expect(ids).toEqual(['d', first, next]);
  });

  it('[OB1] taken back, it counts as written anew, with all tries before it', () => {
    const again: ConversationEvent = { type: 'message-requeued', at: 70, turnId: 'b' };
    const back = [aside('b'), again].reduce(reduceConversation, waiting);
    expect(texts(back)).toEqual(['c', 'd', 'b']);
    expect(back.exchanges.at(-1)).toMatchObject({
      message: { writtenAt: 70 },
      waiting: { attempts: 0, setAsideAt: null },
    });
    const gone = reduceConversation(reduceConversation(waiting, aside('b')), {
      type: 'message-withdrawn',
      turnId: 'b',
    });
    expect(unsentOf(gone).map(({ message: { id } }) => id)).toEqual(['c', 'd']);
  });

  it('[OB1][CN5] a try counts when nothing was taken, not when it came too early', () => {
    const tried = converse(written('a'), sent('a'), returned('a'));
    expect(tried.exchanges[0]?.waiting?.attempts).toBe(1);
    const early = converse(written('a'), sent('a'), { ...returned('a'), why: 'rate-limited' });
    expect(early.exchanges[0]?.waiting).toBeUndefined();
  });
});

describe('other words', () => {
  it('[TU3] a question that waits takes them, and counts as written anew', () => {
    const edited = reduceConversation(waiting, edit('c', 'other'));
    expect(queueOf(edited)).toMatchObject([{}, { id: 'c', text: 'other', writtenAt: 50 }, {}]);
    expect(texts(edited)).toEqual(['b', 'c', 'd']);
  });

  it('[TU3] what has gone out, an empty text and an unknown message change nothing', () => {
    for (const event of [edit('a', 'other'), edit('c', '  \n'), edit('nobody', 'other')]) {
      expect(reduceConversation(waiting, event)).toBe(waiting);
    }
  });

  it('[TU3][OR2][TU7] an order and a diagnosis stay as they were confirmed', () => {
    const confirmed = converse(
      { type: 'message-written', message: order('o', 'troponin', 1000) },
      { type: 'message-written', message: message('x', { action: 'diagnose' }) },
    );
    expect(reduceConversation(confirmed, edit('o', 'ct chest'))).toBe(confirmed);
    expect(reduceConversation(confirmed, edit('x', 'Other'))).toBe(confirmed);
  });
});

describe('a queue that is held', () => {
  const hold: ConversationEvent = { type: 'queue-held', why: 'stale' };

  it('[TU3] says why: a failed turn', () => {
    expect(converse(...out, written('b'), lost('a'))).toMatchObject({
      queueHeld: true,
      heldBecause: 'failed-turn',
    });
  });

  it('[TU3][TU4] says why: a reply that is looked for has not failed, unless it fails again', () => {
    const looked = converse(...[...out, written('b'), lost('a')], {
      type: 'reply-awaited',
      at: 8,
      turnId: 'a',
    });
    expect(looked).toMatchObject({ queueHeld: true, heldBecause: 'doubtful-turn', onWire: 'a' });
    expect(reduceConversation(looked, finished('a'))).toMatchObject({
      ...{ queueHeld: true, heldBecause: 'doubtful-turn' },
    });
    expect(reduceConversation(looked, lost('a')).heldBecause).toBe('failed-turn');
  });

  it('[TU3][F18] says why: too old; and goes on when the person says so', () => {
    const held = converse(written('a'), hold);
    expect(held).toMatchObject({ queueHeld: true, heldBecause: 'stale' });
    expect(nextToSend(held)).toBeUndefined();
    const resumed = reduceConversation(held, { type: 'queue-resumed', at: 9 });
    expect(resumed).toMatchObject({ queueHeld: false, queueConfirmedAt: 9 });
    expect(resumed).not.toHaveProperty('heldBecause');
    expect(nextToSend(resumed)?.id).toBe('a');
  });

  it('[TU3] keeps its first reason, and is not held where nothing waits', () => {
    expect(converse(...out, written('b'), lost('a'), hold).heldBecause).toBe('failed-turn');
    expect(converse(...out, finished('a'), hold).queueHeld).toBe(false);
  });
});

describe('a stale question', () => {
  const minutes = (count: number) => count * 60_000;

  it('[TU3][F18] is one that waits for more than five minutes', () => {
    const conversation = converse(written('a'));
    expect(hasStaleMessage(conversation, minutes(5))).toBe(false);
    expect(hasStaleMessage(conversation, minutes(5) + 1)).toBe(true);
    expect(hasStaleMessage(conversation, -minutes(60))).toBe(false);
  });

  it('[TU3] is not one that went out, was looked at, or was put in other words', () => {
    const late = minutes(20);
    expect(hasStaleMessage(converse(...out), late)).toBe(false);
    const seen = converse(written('a'), { type: 'queue-resumed', at: minutes(16) });
    expect(hasStaleMessage(seen, late)).toBe(false);
    expect(hasStaleMessage(seen, minutes(22))).toBe(true);
    expect(hasStaleMessage(converse(written('a'), edit('a', 'b', minutes(19))), late)).toBe(false);
  });
});
