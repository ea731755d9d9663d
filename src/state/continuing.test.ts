import { describe, expect, it } from 'vitest';
import type { TurnFailure } from '../core/conversation.ts';
import { resumeWork } from '../core/resume.ts';
import { FakeBackend } from '../testing/fake-backend.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { assistant } from '../testing/samples.ts';
import type { ConsultationOptions } from './consultation-port.ts';
import { createConsultation } from './consultation.ts';

/** A console with a panel that forgets, and a consultant whose conversations can be gone on with. */
function consult(kept?: ConsultationOptions['kept']) {
  const clock = createManualClock(1_000_000);
  const panel = new FakeBackend(clock);
  const consultant = new FakeBackend(clock);
  Object.assign(consultant.capabilities, { actions: ['ask'], budget: false, continues: true });
  let ids = 0;
  const consultation = createConsultation({
    assistants: [assistant(panel), assistant(consultant, { id: 'sessions', name: 'Consultant' })],
    tenant: 'Ward 3',
    user: 'physician',
    clock,
    scheduler: clock,
    newId: () => `${kept ? 'later' : 'id'}-${++ids}`,
    ...(kept && { kept }),
  });
  const state = () => consultation.store.getState();
  const lastTurn = () => state().conversation.exchanges.at(-1)?.turn.phase;
  return { clock, panel, consultant, consultation, state, lastTurn };
}

function withConsultant() {
  const all = consult();
  all.consultation.startConversation('sessions', {
    budget: null,
    name: 'Syncope',
    instructions: 'Be brief',
  });
  all.consultant.line.online();
  return all;
}

describe('what a conversation begins with', () => {
  it('its name and instructions are its own, and go to its line', () => {
    const { consultant, consultation, state } = withConsultant();
    const opening = { name: 'Syncope', instructions: 'Be brief' };
    expect(state().conversation).toMatchObject(opening);
    expect(consultant.line.options).toMatchObject({ ...opening, continues: undefined });
    consultation.startConversation('sessions', { budget: null });
    expect(consultant.line.options).toMatchObject({ name: null, instructions: null });
  });

  it('[HI2] the live one and an earlier one can be renamed', () => {
    const { consultation, state } = withConsultant();
    consultation.write('ask', 'one');
    const first = state().conversation.id;
    consultation.rename(first, ' Fainting ');
    expect(state().conversation.name).toBe('Fainting');
    consultation.startConversation('dx0', { budget: null });
    consultation.rename(first, '');
    expect(state().earlier[0]?.name).toBeNull();
  });
});

describe('an ended conversation', () => {
  it('[HI5] is gone on with by its session and what was said, where the assistant can', () => {
    const { consultant, consultation, state } = withConsultant();
    consultation.write('ask', 'one');
    consultant.line.reply('Yes.');
    const ended = state().conversation;
    consultation.startConversation('dx0', { budget: null });
    const [earlier] = state().earlier;
    if (!earlier) throw new Error('Nothing has ended');
    expect(consultation.continueConversation(earlier)).toBe(true);
    expect(state().conversation).toMatchObject({ id: ended.id, endedAt: null });
    expect(state().earlier).toEqual([]);
    expect(consultant.line.options).toMatchObject({
      name: 'Syncope',
      instructions: 'Be brief',
      continues: {
        sessionId: 'session-1',
        said: [
          { by: 'clinician', text: 'one' },
          { by: 'assistant', text: 'Yes.' },
        ],
      },
    });
  });

  it('[HI5] of an assistant that forgets stays ended', () => {
    const { panel, consultation, state } = consult();
    panel.line.online();
    consultation.write('ask', 'one');
    panel.line.reply('Yes.');
    consultation.startConversation('dx0', { budget: null });
    const live = state().conversation;
    const [earlier] = state().earlier;
    expect(earlier && consultation.continueConversation(earlier)).toBe(false);
    expect(state().conversation).toBe(live);
  });
});

describe('a reply that was given up', () => {
  const overdue: TurnFailure = { kind: 'overdue', limit: 300_000 };

  it('[AN3] is waited for again, and not asked for again', () => {
    const { consultant, consultation, lastTurn, state } = withConsultant();
    consultation.write('ask', 'one');
    consultant.line.fail(overdue);
    consultation.awaitReply(state().conversation.exchanges[0]?.message.id ?? '');
    expect(lastTurn()).toBe('submitted');
    expect(consultant.line.awaited.map(({ text }) => text)).toEqual(['one']);
    consultant.line.reply('At last.');
    expect(lastTurn()).toBe('finished');
    expect(consultant.line.sentTexts).toEqual(['one']);
  });

  it('[TU4] is not waited for beside another, nor by a line that cannot look', () => {
    const { consultant, panel, consultation, state } = withConsultant();
    consultation.write('ask', 'one');
    consultant.line.fail(overdue);
    consultation.write('ask', 'two');
    consultation.resumeQueue();
    consultation.awaitReply(state().conversation.exchanges[0]?.message.id ?? '');
    expect(consultant.line.awaited).toEqual([]);
    consultation.startConversation('dx0', { budget: null });
    panel.line.online();
    consultation.write('ask', 'three');
    panel.line.fail();
    consultation.awaitReply(state().conversation.exchanges[0]?.message.id ?? '');
    expect(panel.line.awaited).toEqual([]);
  });

  it('[TU4] by a reload is looked for once the server answers, and once only', () => {
    const before = withConsultant();
    before.consultation.write('ask', 'one');
    const { conversation, earlier, account } = resumeWork(before.state(), 1_000_000);
    const { consultant, consultation, lastTurn } = consult({ conversation, earlier, account });
    expect(consultant.line.options.continues).toEqual({
      sessionId: 'session-1',
      said: [],
      owed: conversation.exchanges[0]?.message.id,
    });
    consultant.line.online();
    expect(consultant.line.awaited.map(({ text }) => text)).toEqual(['one']);
    consultant.line.fail();
    consultant.line.online();
    expect(consultant.line.awaited).toHaveLength(1);
    expect(lastTurn()).toBe('interrupted');
    consultation.close();
  });

  it('[TK6] of which words came is kept as it is', () => {
    const { consultant, consultation, lastTurn, state } = withConsultant();
    consultation.write('ask', 'one');
    consultant.line.start();
    consultant.line.say('Half');
    consultant.line.fail();
    consultation.awaitReply(state().conversation.exchanges[0]?.message.id ?? '');
    expect(lastTurn()).toBe('interrupted');
  });
});
