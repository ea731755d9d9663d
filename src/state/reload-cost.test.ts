import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Conversation } from '../core/conversation.ts';
import {
  converse,
  delta,
  emptyConversation,
  finished,
  lost,
  sent,
  started,
  written,
} from '../testing/samples.ts';
import { createBasket } from './basket.ts';
import { createDrafts } from './drafts.ts';
import type { KeepingTrouble } from './keeper.ts';
import { costOfReload } from './reload-cost.ts';

/** A person at rest: nothing said, written or chosen, and all of it kept. */
function atRest({
  conversation = emptyConversation,
  trouble = null,
  isBroadcasting = false,
}: {
  conversation?: Conversation;
  trouble?: KeepingTrouble | null;
  isBroadcasting?: boolean;
} = {}) {
  return {
    consultation: { store: createStore(() => ({ conversation })) },
    keeper: { store: createStore(() => ({ trouble })) },
    drafts: createDrafts(conversation.id, null),
    basket: createBasket([]),
    broadcast: { holdsWork: () => isBroadcasting },
  };
}

const asked = [written('m1'), sent('m1')];

describe('[OP3] loading the page anew costs', () => {
  it('nothing where all is said and kept', () => {
    expect(costOfReload(atRest())).toBeNull();
    const conversation = converse(...asked, started('m1'), delta('m1', 'Yes.'), finished('m1'));
    expect(costOfReload(atRest({ conversation }))).toBeNull();
  });

  it.each([
    ['is awaited', asked],
    ['has begun', [...asked, started('m1'), delta('m1', 'Ye')]],
  ])('a reply that %s, whatever else', (_state, events) => {
    const conversation = converse(...events);
    expect(costOfReload(atRest({ conversation }))).toBe('reply');
    expect(costOfReload(atRest({ conversation, trouble: 'unavailable' }))).toBe('reply');
  });

  it('no reply where it was cut short already', () => {
    const conversation = converse(...asked, started('m1'), delta('m1', 'Ye'), lost('m1'));
    expect(costOfReload(atRest({ conversation }))).toBeNull();
  });

  it.each(['unavailable', 'write-failed'] as const)(
    'the work where this device keeps nothing of it: %s',
    (trouble) => expect(costOfReload(atRest({ trouble }))).toBe('work'),
  );

  it('nothing more where only what was kept before is damaged', () =>
    expect(costOfReload(atRest({ trouble: 'damaged' }))).toBeNull());

  it('what waits in the queue', () =>
    expect(costOfReload(atRest({ conversation: converse(written('m1')) }))).toBe('unsent'));

  it('what is half written here, and not a blank or a draft elsewhere', () => {
    const work = atRest();
    work.drafts.change(emptyConversation.id, { question: '  \n' });
    work.drafts.change('another', { question: 'And the other patient?' });
    expect(costOfReload(work)).toBeNull();
    work.drafts.change(emptyConversation.id, { question: 'Does he' });
    expect(costOfReload(work)).toBe('unsent');
  });

  it('what is chosen or typed for an order', () => {
    const [typed, chosen] = [atRest(), atRest()];
    typed.basket.type('tropo');
    chosen.basket.add('troponin i');
    expect([costOfReload(typed), costOfReload(chosen)]).toEqual(['unsent', 'unsent']);
  });

  it('a notice that is written, or has not arrived everywhere', () =>
    expect(costOfReload(atRest({ isBroadcasting: true }))).toBe('unsent'));
});
