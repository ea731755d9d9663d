import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyAct, liveThrough } from '../../testing/any-conversation.ts';
import { anyText } from '../../testing/any-text.ts';
import {
  converse,
  delta,
  finished,
  lost,
  message,
  order,
  sent,
  settlement,
  started,
  stopped,
  written,
} from '../../testing/samples.ts';
import type { Conversation } from '../conversation.ts';
import { replyText } from '../conversation.ts';
import type { KeptConversation, KeptMessage } from '../history.ts';
import type { Entry } from './entries.ts';
import { entriesOf, entryLimit } from './entries.ts';
import { openEnvelope } from './envelope.ts';
import { envelopeLimit } from './fit.ts';
import { nameRecord, readHead, writeHead } from './head.ts';
import { readRecord } from './read-record.ts';

const keptId = (entry: Pick<Entry, 'id'>) => `kept ${entry.id}`;

/** As a history gives back what was written to it. */
function keep(entries: readonly Entry[]): KeptMessage[] {
  return entries.map((entry, index) => ({
    id: keptId(entry),
    by: entry.by,
    text: entry.text,
    state: 'whole',
    answers: entry.answers === null ? null : keptId({ id: entry.answers }),
    assistantId: entry.envelope,
    at: 50_000 + index,
  }));
}

function shellOf(conversation: Conversation): KeptConversation {
  const { startedAt, endedAt } = conversation;
  const instructions = writeHead(conversation);
  return { id: 'kept', name: nameRecord(conversation), instructions, startedAt, endedAt };
}

/** What a record holds of a conversation. */
function essence({ exchanges, remarks, alerts, profile, startedAt, endedAt }: Conversation) {
  return { exchanges, remarks, alerts, profile, startedAt, endedAt };
}

const plain = (
  id: string,
  by: KeptMessage['by'],
  rest: Partial<KeptMessage> = {},
): KeptMessage => ({
  ...{ id, by, text: `Text of ${id}`, state: 'whole', answers: null, assistantId: null, at: 5 },
  ...rest,
});
const shell: KeptConversation = {
  ...{ id: 'kept', name: null, instructions: null, startedAt: 1, endedAt: null },
};

describe('[HI3] a record', () => {
  it('reads back as the conversation that was', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
        const conversation = liveThrough(acts).at(-1);
        if (!conversation) throw new Error('Nothing happened');
        const read = readRecord(shellOf(conversation), keep(entriesOf(conversation)));
        expect(essence(read)).toEqual(essence(conversation));
      }),
      { numRuns: 500 },
    );
  });

  it('reads back as well when each entry was written as soon as it was one', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
        const states = liveThrough(acts);
        const entries: Entry[] = [];
        for (const state of states) {
          const known = new Set(entries.map(({ id }) => id));
          entries.push(...entriesOf(state).filter(({ id }) => !known.has(id)));
        }
        const last = states.at(-1);
        if (!last) throw new Error('Nothing happened');
        const read = readRecord(shellOf(last), keep(entries));
        expect(essence(withoutCounts(read))).toEqual(essence(withoutCounts(last)));
        const said = entries.filter(({ exchange }) => exchange !== null).map(({ id }) => id);
        expect(said).toEqual(
          entriesOf(last)
            .filter(({ exchange }) => exchange !== null)
            .map(({ id }) => id),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('holds an entry once, and not before it will not change any more', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), (acts) => {
        const written = new Map<string, string>();
        for (const state of liveThrough(acts)) {
          const entries = entriesOf(state);
          expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
          for (const { id, text, exchange } of entries) {
            if (exchange !== null) expect(written.get(id) ?? text).toBe(text);
            written.set(id, text);
          }
        }
      }),
    );
  });

  it('begins where it is asked to, with the same ids', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), fc.nat(5), (acts, from) => {
        const conversation = liveThrough(acts).at(-1);
        if (!conversation) throw new Error('Nothing happened');
        const all = entriesOf(conversation);
        const late = entriesOf(conversation, Math.min(from, conversation.exchanges.length));
        const ids = new Set(all.map(({ id }) => id));
        expect(late.every(({ id }) => ids.has(id))).toBe(true);
        const isSaid = ({ exchange }: Entry) => exchange !== null && exchange >= from;
        expect(late.filter(isSaid)).toEqual(all.filter(isSaid));
      }),
    );
  });

  it('is the same as far as one looks ahead', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 40 }), fc.nat(4), (acts, most) => {
        const conversation = liveThrough(acts).at(-1);
        if (!conversation) throw new Error('Nothing happened');
        const isNear = ({ exchange }: Entry) => exchange !== null && exchange < most;
        expect(
          entriesOf(conversation, 0, most).filter(({ exchange }) => exchange !== null),
        ).toEqual(entriesOf(conversation).filter(isNear));
      }),
    );
  });
});

/** How often an alert came may go on after it was written. */
function withoutCounts(conversation: Conversation): Conversation {
  return { ...conversation, alerts: conversation.alerts.map((each) => ({ ...each, count: 0 })) };
}

describe('[HI3] what is an entry', () => {
  const texts = (conversation: Conversation) => entriesOf(conversation).map(({ text }) => text);

  it('not what waits, nor what may come back to the queue', () => {
    expect(texts(converse(written('a')))).toEqual([]);
    expect(texts(converse(written('a'), sent('a')))).toEqual([]);
    expect(texts(converse(written('a'), sent('a'), started('a')))).toEqual(['Text of a']);
  });

  it('a reply only when it is settled: the end of a stopped one still says what it cost', () => {
    const begun = [written('a'), sent('a'), started('a'), delta('a', 'Yes')];
    expect(texts(converse(...begun))).toHaveLength(1);
    expect(texts(converse(...begun, stopped('a')))).toHaveLength(1);
    expect(texts(converse(...begun, stopped('a'), finished('a')))[1]).toBe(
      'Yes\n\n[Stopped here by the reader; what came after this was dropped.]',
    );
  });

  it('[TK6] a reply that is not whole, and says so to whoever reads it', () => {
    const [, reply] = texts(
      converse(written('a'), sent('a'), started('a'), delta('a', 'Take 5'), lost('a')),
    );
    expect(reply).toBe('Take 5\n\n[Incomplete, do not rely on it: the connection was lost.]');
  });

  it('[TU4] a reply that never came, with the doubt about its message', () => {
    const [asked, reply] = texts(converse(written('a'), sent('a'), lost('a')));
    expect(asked).toBe('Text of a');
    expect(reply).toBe(
      '[No reply: the connection was lost. It is not known whether the message arrived.]',
    );
  });

  it('an order, as one', () => {
    const wanted = { type: 'message-written', message: order('a', 'd-dimer', 4000) } as const;
    const events = [wanted, sent('a'), started('a'), finished('a', settlement(4000, 4000))];
    expect(texts(converse(...events))[0]).toBe('Order: d-dimer');
  });

  it('what was never sent, once its conversation has ended', () => {
    const ended = { type: 'conversation-ended', at: 9 } as const;
    expect(texts(converse(written('a'), ended))).toEqual(['Text of a\n\n[Never sent.]']);
  });

  it('[AL3] an emergency, and that somebody took it on', () => {
    const report = { severity: 'emergency', text: 'Call now' } as const;
    const acknowledgement = { by: 'dr.lee', at: 8, reason: 'with the patient' };
    const conversation = converse(
      ...[written('a'), sent('a')],
      { type: 'alert-raised', at: 3, turnId: 'a', report },
      ...[started('a'), finished('a')],
      { type: 'alert-acknowledged', alertId: 'alert-1', acknowledgement },
    );
    const said = texts(conversation);
    expect(said[1]).toBe('Emergency flagged by Diagnostic panel: Call now');
    expect(said.at(-1)).toBe('Acknowledged the emergency: with the patient');
  });
});

describe('[HI3] what is long', () => {
  it('a text goes on in further entries, no character cut, and reads back as one', () => {
    const long = `${'😀'.repeat(entryLimit)}.`;
    const conversation = converse(
      ...[written('a'), sent('a'), started('a'), delta('a', long), finished('a')],
    );
    const entries = entriesOf(conversation);
    expect(entries).toHaveLength(4);
    for (const { text, envelope } of entries) {
      expect(text).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
      expect(text.length).toBeLessThanOrEqual(entryLimit);
      // The most that a history takes in one request; any character may take six bytes.
      expect(6 * (text.length + envelope.length)).toBeLessThan(1_000_000);
    }
    const [exchange] = readRecord(shell, keep(entries)).exchanges;
    expect(exchange && replyText(exchange.turn)).toBe(long);
  });

  it('a reply of which a part is missing is not whole', () => {
    const long = 'x'.repeat(2 * entryLimit + 1);
    const conversation = converse(
      ...[written('a'), sent('a'), started('a'), delta('a', long), finished('a')],
    );
    const [exchange] = readRecord(shell, keep(entriesOf(conversation).toSpliced(2, 1))).exchanges;
    expect(exchange?.turn).toMatchObject({
      phase: 'interrupted',
      failure: { kind: 'unreadable' },
      text: 'x'.repeat(entryLimit),
    });
  });

  it('an envelope fits, with a mark where it was cut, and can be read', () => {
    const many = Array.from({ length: 500 }, (_, index) => `${'very '.repeat(50)}${index}`);
    const steps = many.map((name) => {
      return { type: 'step-changed', at: 3, turnId: 'a', name, agent: name } as const;
    });
    const profile = { age: 4, sex: null, weight: null, conditions: many, allergies: many };
    const medications = many.map((name) => ({ name, dose: name }));
    const sentWith = {
      type: 'message-sent',
      at: 1,
      turnId: 'a',
      profile: { ...profile, medications },
    } as const;
    const conversation = converse(
      ...[written('a'), sentWith],
      ...[started('a'), ...steps, finished('a', settlement(1, 1, null, many))],
      { type: 'profile-changed', profile: { ...profile, medications } },
    );
    const entries = entriesOf(conversation);
    for (const { envelope } of entries) {
      expect(envelope.length).toBeLessThan(envelopeLimit + 20);
      expect(openEnvelope(envelope)).toBeTypeOf('object');
    }
    const read = readRecord(shell, keep(entries));
    const [exchange] = read.exchanges;
    expect(exchange?.profile?.allergies.at(-1)).toMatch(/^… \d+ more \(cut\)$/);
    expect(exchange?.steps.at(-1)?.name).toMatch(/^… \d+ more \(cut\)$/);
    expect(exchange?.settlement?.orderedTests.at(-1)).toMatch(/^… \d+ more \(cut\)$/);
    expect(read.profile.medications[0]?.name).toContain('… (cut)');
    // The words of the profile stand in the text, whole.
    const profileText = entries
      .filter(({ id }) => id.startsWith('profile/'))
      .map(({ text }) => text);
    expect(profileText.join('')).toContain(many.join(', '));
  });
});

describe('[HI3] what somebody else wrote', () => {
  const source = { ...converse().source, assistant: 'Dr. AI', backEnd: 'Sessions' };

  it('reads as questions and answers', () => {
    const read = readRecord(
      { ...shell, instructions: 'Be kind', endedAt: 99 },
      [
        plain('q1', 'clinician', { at: 10 }),
        plain('a1', 'assistant', { answers: 'q1', at: 20 }),
        plain('q2', 'clinician'),
        plain('a2', 'assistant', { assistantId: 'gpt' }),
      ],
      source,
    );
    expect(read).toMatchObject({ id: 'kept', startedAt: 1, endedAt: 99 });
    expect(read.exchanges.map(({ message: { text }, turn }) => [text, replyText(turn)])).toEqual([
      ['Text of q1', 'Text of a1'],
      ['Text of q2', 'Text of a2'],
    ]);
    expect(read.exchanges[0]).toMatchObject({
      turn: { phase: 'finished', startedAt: 10, finishedAt: 20 },
      source: { assistant: 'Dr. AI', sessionId: 'kept' },
    });
    expect(read.exchanges[1]?.source.assistant).toBe('gpt');
  });

  it('an answer that is awaited or failed is told as that, in words of ours', () => {
    const read = readRecord(shell, [
      plain('q1', 'clinician'),
      plain('a1', 'assistant', { answers: 'q1', state: 'failed', text: '' }),
      plain('q2', 'clinician'),
      plain('a2', 'assistant', { answers: 'q2', state: 'pending', text: '' }),
      plain('q3', 'clinician'),
    ]);
    expect(read.exchanges.map(({ turn }) => turn.phase)).toEqual([
      'interrupted',
      'submitted',
      'idle',
    ]);
    expect(read.exchanges[0]?.source).toMatchObject({ backEnd: 'Not recorded' });
  });

  it('what answers nothing stands beside the turns, none of it lost', () => {
    const read = readRecord(shell, [
      plain('hello', 'assistant'),
      plain('q1', 'clinician'),
      plain('a1', 'assistant', { answers: 'q1' }),
      plain('again', 'assistant', { answers: 'q1' }),
    ]);
    expect(read.remarks).toEqual([
      { at: 5, after: 0, content: { kind: 'notice', text: 'Text of hello' } },
      { at: 5, after: 1, content: { kind: 'notice', text: 'Text of again' } },
    ]);
  });

  it('does not take the place of a reply that is recorded', () => {
    const conversation = converse(
      ...[written('a'), sent('a'), started('a'), delta('a', 'Yes'), finished('a')],
    );
    const [asked, reply] = keep(entriesOf(conversation));
    if (!asked || !reply) throw new Error('There are two');
    const read = readRecord(shell, [asked, plain('other', 'assistant'), reply]);
    expect(read.exchanges.map(({ turn }) => replyText(turn))).toEqual(['Yes']);
    expect(read.remarks).toHaveLength(1);
  });
});

describe('[HI3] a record that is damaged', () => {
  const conversation = converse(
    ...[written('a'), sent('a'), started('a'), delta('a', 'Yes'), finished('a'), written('b')],
    ...[sent('b'), started('b'), delta('b', 'Perhaps'), lost('b')],
  );
  const record = keep(entriesOf(conversation));

  it.each([
    ['of a later version', (sealed: string) => sealed.replace('bedside/1', 'bedside/2')],
    ['cut in the middle', (sealed: string) => sealed.slice(0, -20)],
    ['of other types', (sealed: string) => sealed.replace(/"kind":"\w+"/, '"kind":7')],
    ['not there', () => null],
  ])('whose envelopes are %s reads well all the same', (_, damage) => {
    const damaged = record.map((each) => ({
      ...each,
      assistantId: each.assistantId === null ? null : damage(each.assistantId),
    }));
    const read = readRecord(shell, damaged);
    expect(read.exchanges.map(({ message: { text }, turn }) => [text, replyText(turn)])).toEqual([
      ['Text of a', 'Yes'],
      ['Text of b', 'Perhaps\n\n[Incomplete, do not rely on it: the connection was lost.]'],
    ]);
  });

  it('reads once what was written twice', () => {
    const twice = record.flatMap((each) => [each, { ...each, id: `${each.id} again` }]);
    expect(essence(readRecord(shellOf(conversation), twice))).toEqual(
      essence(readRecord(shellOf(conversation), record)),
    );
  });

  it('shows beside the turns a reply whose question was deleted', () => {
    const read = readRecord(shell, record.slice(1));
    expect(read.exchanges.map(({ message: { text } }) => text)).toEqual(['Text of b']);
    expect(read.remarks).toMatchObject([{ after: 0, content: { text: 'Yes' } }]);
  });

  it('never throws, whatever an envelope holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), anyText()), anyText(), (data, text) => {
        const sealed = `bedside/1 ${data}`;
        const read = readRecord({ ...shell, instructions: sealed }, [
          plain('a', 'assistant', { text, assistantId: sealed }),
          plain('q', 'clinician', { text, assistantId: sealed }),
        ]);
        expect(read.exchanges.map(({ message }) => message.text)).toEqual([text]);
      }),
    );
  });
});

describe('[HI3] the whole of a record', () => {
  it('says which conversation it is of', () => {
    const conversation = converse(written('a'));
    const { id: conversationId, startedAt, source } = conversation;
    expect(readHead(writeHead(conversation))).toEqual({
      ...{ conversationId, startedAt, source, summary: null, doubleOf: null },
    });
    expect(writeHead(conversation)).toContain('a conversation with Diagnostic panel (Dx0)');
  });

  it.each(['You are Dr. AI', '', 'bedside/1 {}', 'bedside/2 {"conversationId":"x"}', null])(
    'is not found in %j',
    (instructions) => expect(readHead(instructions)).toBeNull(),
  );

  it('is called by its first question, in a line', () => {
    const asked = (text: string) =>
      converse({ type: 'message-written', message: message('a', { text }) });
    expect(nameRecord(asked('Does he\n smoke?'))).toBe('Does he smoke?');
    expect(nameRecord(asked('😀'.repeat(200)))).toBe(`${'😀'.repeat(79)}…`);
    expect(nameRecord(converse())).toBe('Conversation');
  });
});
