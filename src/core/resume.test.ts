import { describe, expect, it } from 'vitest';
import {
  finished,
  delta,
  lost,
  emptyConversation,
  order,
  sent,
  settlement,
  started,
  written,
} from '../testing/samples.ts';
import { openAccount, reduceAccount } from './account.ts';
import type { ConversationEvent } from './events.ts';
import { reduceConversation } from './reduce-conversation.ts';
import type { Work } from './resume.ts';
import { queueOf } from './conversation.ts';
import {
  archiveAll,
  archiveWork,
  carryOver,
  continuationOf,
  resumeWork,
  takeUpWork,
} from './resume.ts';

function workAfter(...events: ConversationEvent[]): Work {
  return {
    conversation: events.reduce(reduceConversation, emptyConversation),
    earlier: [],
    account: openAccount(null),
  };
}

describe('taking up work after the page was loaded anew', () => {
  it('[TU4] a message without an answer is unconfirmed, and nothing is on the wire', () => {
    const { conversation } = resumeWork(workAfter(written('a'), sent('a')), 50);
    expect(conversation.exchanges[0]?.delivery.status).toBe('uncertain');
    expect(conversation.onWire).toBeNull();
  });

  it('[TK6] what came of a reply is kept and marked', () => {
    const before = workAfter(written('a'), sent('a'), started('a'), delta('a', 'half a '));
    expect(resumeWork(before, 50).conversation.exchanges[0]?.turn).toMatchObject({
      phase: 'interrupted',
      text: 'half a ',
      failure: { kind: 'connection-lost' },
    });
  });

  it('[OB1] what waited is held until the person says go on', () => {
    const { conversation } = resumeWork(workAfter(written('a')), 50);
    expect(conversation.queueHeld).toBe(true);
    expect(resumeWork(workAfter(), 50).conversation.queueHeld).toBe(false);
  });

  it('[OR4] an order without its reply is uncertain', () => {
    const message = order('o', 'd-dimer', 2000);
    const begin = workAfter({ type: 'message-written', message }, sent('o'));
    const account = reduceAccount(begin.account, sent('o'), {
      message,
      conversationId: 'conversation-1',
    });
    expect(resumeWork({ ...begin, account }, 50).account.orders[0]?.state).toBe('uncertain');
  });

  it('changes nothing of what was whole', () => {
    const before = workAfter(
      written('a'),
      sent('a'),
      started('a'),
      finished('a', settlement(0, 0)),
    );
    expect(resumeWork(before, 50)).toEqual(before);
  });

  it('[HI5] work of another session ends, and goes before what ended earlier', () => {
    const before = workAfter(written('a'), sent('a'));
    const { ended, waiting } = archiveWork({ ...before, earlier: [emptyConversation] }, 50);
    const [first, ...rest] = ended;
    expect(first).toMatchObject({ endedAt: 50, onWire: null });
    expect(rest).toEqual([emptyConversation]);
    expect(waiting).toEqual([]);
    expect(archiveWork(workAfter(), 50)).toEqual({ ended: [], waiting: [] });
  });

  it('[OB1] what had not gone out waits in the next conversation, held', () => {
    const before = workAfter(written('a'), sent('a'), written('b'), written('c'));
    const { ended, waiting } = archiveWork(before, 50);
    expect(ended[0]?.exchanges.map(({ message }) => message.id)).toEqual(['a']);
    const next = carryOver({ ...emptyConversation, id: 'next' }, waiting);
    expect(queueOf(next).map(({ id }) => id)).toEqual(['b', 'c']);
    expect(next.queueHeld).toBe(true);
    expect(carryOver(emptyConversation, []).queueHeld).toBe(false);
  });

  it('[OB1] what a closed tab had not sent waits in the conversation that goes on, and in a new one', () => {
    const own = workAfter(written('a'), sent('a'));
    const left = workAfter(written('b'), sent('b'), written('c'));
    const found = archiveAll([left], 50);
    const same = takeUpWork(own, true, found, 60);
    expect(same.kept.conversation?.exchanges.map(({ message: { id } }) => id)).toEqual(['a']);
    expect(same.kept.earlier?.flatMap(({ exchanges }) => exchanges)).toHaveLength(1);
    expect(same.waiting.map(({ id }) => id)).toEqual(['c']);
    const other = takeUpWork(own, false, found, 60);
    expect(other.kept.earlier).toHaveLength(2);
    expect(other.waiting.map(({ id }) => id)).toEqual(['c']);
    expect(takeUpWork(null, true, found, 60).waiting).toEqual(found.waiting);
    // It names whom it was written to, also when it is left a second time.
    expect(same.waiting).toMatchObject([{ writtenFor: emptyConversation.source.assistant }]);
    const { source } = emptyConversation;
    const elsewhere = { ...emptyConversation, source: { ...source, assistant: 'Another' } };
    const again = { ...workAfter(), conversation: carryOver(elsewhere, same.waiting) };
    expect(archiveWork(again, 70).waiting).toEqual(same.waiting);
  });

  it('[OB1] what a page that died had put away already is there once, and is not sent again', () => {
    const left = workAfter(written('b'), sent('b'), written('c'));
    const found = archiveAll([left, left], 50);
    expect(found.ended).toHaveLength(1);
    expect(found.waiting.map(({ id }) => id)).toEqual(['c']);
    // It was taken on, went out, and its former place was not cleared.
    const next = { ...emptyConversation, id: 'next' };
    const own = {
      ...workAfter(),
      conversation: [written('c'), sent('c')].reduce(reduceConversation, next),
    };
    const taken = { ...own, earlier: found.ended };
    for (const isSameSession of [true, false]) {
      const { kept, waiting } = takeUpWork(taken, isSameSession, found, 60);
      expect(waiting).toEqual([]);
      const ids = [kept.conversation, ...(kept.earlier ?? [])].flatMap((each) => each?.id ?? []);
      expect(ids).toEqual(['next', 'conversation-1']);
    }
  });

  it('[OB1] what was said with one conversation in two tabs is not taken for a copy', () => {
    const [one, other] = [workAfter(written('a'), sent('a')), workAfter(written('b'), sent('b'))];
    const { ended } = archiveAll([one, other], 50);
    expect(ended.flatMap(({ exchanges }) => exchanges)).toHaveLength(2);
  });

  it('[HI5] what an assistant is told when it goes on is what was answered whole', () => {
    const { conversation } = workAfter(
      ...[written('a'), sent('a'), started('a'), delta('a', 'Yes.'), finished('a')],
      ...[written('b'), sent('b'), started('b'), delta('b', 'Hal'), lost('b'), written('c')],
    );
    expect(continuationOf(conversation)).toEqual({
      sessionId: 'session-1',
      said: [
        { by: 'clinician', text: 'Text of a' },
        { by: 'assistant', text: 'Yes.' },
      ],
    });
    const { source } = emptyConversation;
    const fresh = { ...emptyConversation, source: { ...source, sessionId: null } };
    // Nothing came of it: its reply is looked for.
    const unheard = workAfter(written('a'), sent('a'), lost('a'), written('b')).conversation;
    expect(continuationOf(unheard)).toMatchObject({ owed: 'a' });
    expect(continuationOf(fresh)).toBeUndefined();
  });
});
