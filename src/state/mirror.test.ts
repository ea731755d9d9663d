import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CircuitOpen, Forbidden, RateLimited, Rejected, Unreachable } from '../core/errors.ts';
import { emptyProfile } from '../core/patient-profile.ts';
import { noProgress } from '../core/record/progress.ts';
import { checkRecords } from '../testing/check-record.ts';
import type { HistoryFault } from '../testing/fake-history.ts';
import { FakeHistory, historyFaults } from '../testing/fake-history.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { RecordedConsole } from '../testing/recorded-console.ts';
import { converse, finished, sent, settlement, started, written } from '../testing/samples.ts';

function open() {
  const clock = createManualClock();
  const history = new FakeHistory(clock);
  const soak = new RecordedConsole(clock, history);
  soak.backend.line.online();
  const standing = (index = -1) => {
    const id = soak.conversations.at(index)?.id ?? '';
    return soak.mirror.store.getState().standings.get(id);
  };
  const textsOf = (index = 0) => history.conversations[index]?.messages.map(({ text }) => text);
  return { clock, history, soak, standing, textsOf };
}

type Subject = ReturnType<typeof open>;

/** What is said, one thing after another; each lets the record go on as far as it gets. */
const story: readonly ((soak: RecordedConsole) => void)[] = [
  ({ consultation }) => consultation.changeProfile({ ...emptyProfile, allergies: ['penicillin'] }),
  ({ consultation }) => consultation.write('ask', 'Does he smoke?'),
  ({ backend }) => {
    backend.line.raise({ severity: 'emergency', text: 'Call now' });
    backend.line.start();
    backend.line.step('triage', 'Triage');
    backend.line.say('Forty ');
  },
  ({ backend }) => {
    backend.line.say('a day.');
    backend.line.finish();
  },
  ({ consultation, conversations }) =>
    consultation.acknowledge(conversations.at(-1)?.id ?? '', 'alert-1', 'with him'),
  ({ consultation }) => consultation.write('order', 'd-dimer'),
  ({ backend }) => backend.line.reply('0.4', settlement(4000, 4000, 6000, ['d-dimer'])),
  ({ backend, consultation, conversations }) => {
    consultation.rename(conversations.at(-1)?.id ?? '', 'Mr Bell, chest pain');
    backend.line.notify('A colleague reads along');
  },
  ({ consultation, backend }) => {
    consultation.write('ask', 'And then?');
    backend.line.start();
    backend.line.say('It is');
    backend.line.fail();
  },
  ({ consultation, backend }) => {
    consultation.startConversation('dx0', { budget: null });
    backend.line.online();
    consultation.write('ask', 'Another patient');
    backend.line.reply('Good.');
  },
  ({ consultation, backend }) => {
    consultation.write('diagnose', 'Final diagnosis: a cold');
    backend.line.reply('Agreed.');
  },
];

/** Tells the story. Where the page crashed meanwhile, the line is there again. */
async function tell({ soak, clock }: Subject, onStep: (index: number) => void = () => undefined) {
  for (const [index, step] of story.entries()) {
    step(soak);
    clock.paint();
    onStep(index);
    await settled();
    clock.advance(700);
    await settled();
  }
}

/** A new load owes a reply to nobody, and has a line. */
function crash({ soak }: Subject): void {
  soak.crash();
  soak.backend.line.online();
  const { conversation } = soak.consultation.store.getState();
  if (conversation.queueHeld) soak.consultation.resumeQueue();
}

function expectRecorded({ soak, history }: Subject): void {
  expect(checkRecords(soak.conversations, history.conversations)).toEqual([]);
  expect(soak.behind).toBe(0);
}

describe('[HI3] the record of a conversation', () => {
  it('is written as it happens, in order, and its end with it', async () => {
    const subject = open();
    await tell(subject);
    expectRecorded(subject);
    expect(subject.textsOf()).toEqual([
      'Does he smoke?',
      'Emergency flagged by Diagnostic panel: Call now',
      'Patient\nAllergies: penicillin',
      'Forty a day.',
      'Acknowledged the emergency: with him',
      'Order: d-dimer',
      '0.4',
      'A colleague reads along',
      'And then?',
      'It is\n\n[Incomplete, do not rely on it: the connection was lost.]',
    ]);
    expect(
      subject.history.conversations.map(({ name, endedAt }) => [name, endedAt === null]),
    ).toEqual([
      ['Mr Bell, chest pain', false],
      ['Another patient', true],
    ]);
  });

  it('names in a reply the message that it answers', async () => {
    const { soak, history } = open();
    soak.consultation.write('ask', 'Does he smoke?');
    soak.backend.line.reply('Yes.');
    await settled();
    const [asked, reply] = history.conversations[0]?.messages ?? [];
    expect(reply?.answers).toBe(asked?.id);
  });

  it('costs nothing while nothing is due: no timer, no request, no word', async () => {
    const subject = open();
    await tell(subject);
    const { calls } = subject.history;
    const before = calls.length;
    let told = 0;
    subject.soak.mirror.store.subscribe(() => told++);
    subject.soak.consultation.write('ask', 'Tell me all');
    subject.soak.backend.line.start();
    await settled();
    expect(calls.slice(before)).toEqual(['append']);
    const toldBefore = told;
    for (let word = 0; word < 500; word++) {
      subject.soak.backend.line.say('word ');
      subject.clock.paint();
    }
    await settled();
    expect(calls).toHaveLength(before + 1);
    expect(told).toBe(toldBefore);
    subject.soak.backend.line.finish();
    await settled();
    expect(subject.soak.timers).toBe(0);
  });

  it('is none of a conversation that its server keeps, nor of one in which nothing was said', async () => {
    const { soak, history } = open();
    soak.consultation.changeProfile({ ...emptyProfile, age: 4 });
    soak.consultation.startConversation('kept', { budget: null });
    soak.keptByServer.line.online();
    soak.consultation.write('ask', 'Kept elsewhere');
    soak.keptByServer.line.reply('Yes.');
    await settled();
    expect(history.calls).toEqual([]);
  });
});

const numberOfCalls = await (async () => {
  const subject = open();
  await tell(subject);
  return subject.history.calls.length;
})();
const eachCall = Array.from({ length: numberOfCalls }, (_, index) => index);

describe('[HI3] nothing is missing, nothing doubled, everything in its order', () => {
  for (const fault of historyFaults) {
    it(`${fault}, at each call in turn`, async () => {
      for (const at of eachCall) {
        const subject = open();
        subject.history.fault = (index) => (index === at ? fault : null);
        await tell(subject);
        await subject.soak.rest();
        expectRecorded(subject);
      }
    });
  }

  for (const fault of ['never, before', 'never, after'] as const) {
    it(`a crash at each call in turn: ${fault.slice(7)} it took effect`, async () => {
      for (const at of eachCall) {
        const subject = open();
        let isDown = false;
        subject.history.fault = (index) => {
          if (index !== at) return null;
          isDown = true;
          return fault;
        };
        const crashOnce = () => {
          if (!isDown) return;
          isDown = false;
          crash(subject);
        };
        for (const step of story) {
          step(subject.soak);
          await settled();
          crashOnce();
          await settled();
        }
        crashOnce();
        await subject.soak.rest();
        expectRecorded(subject);
      }
    });
  }

  it('a fault at each look for what arrived', async () => {
    for (const second of historyFaults) {
      for (const at of eachCall) {
        const subject = open();
        let looks = 0;
        subject.history.fault = (index, call) => {
          if (index === at) return 'time-out after';
          const isLook = call === 'list' || call === 'readMessages';
          return isLook && looks++ < 2 ? second : null;
        };
        await tell(subject);
        await subject.soak.rest();
        expectRecorded(subject);
      }
    }
  });

  it('any faults, crashes and wake-ups in any order', async () => {
    const faults = fc.constantFrom<HistoryFault | null>(null, ...historyFaults);
    const happenings = fc.constantFrom('nothing', 'nothing', 'crash', 'wake', 'wait');
    await fc.assert(
      fc.asyncProperty(
        fc.array(faults, { maxLength: 40 }),
        fc.array(happenings, { minLength: story.length, maxLength: story.length }),
        async (wrong, meanwhile) => {
          const subject = open();
          subject.history.fault = (index) => wrong[index] ?? null;
          await tell(subject, (index) => {
            if (meanwhile[index] === 'crash') crash(subject);
            if (meanwhile[index] === 'wake') subject.soak.wake();
            if (meanwhile[index] === 'wait') subject.clock.advance(20_000);
          });
          await subject.soak.rest(400);
          expectRecorded(subject);
        },
      ),
      {
        numRuns: 150,
        examples: [
          // What was given up arrives late, after a crash that forgot that it was asked.
          [
            [null, 'time-out, late'],
            story.map((_, index) => (index === 6 ? 'crash' : index === 10 ? 'wait' : 'nothing')),
          ],
          // A double is told what it is, and the answer to that is lost before it is ended.
          [
            ['time-out, late', '429', '429', null, null, 'lost before', null, '500 after'],
            story.map((_, index) => ([1, 5, 8].includes(index) ? 'crash' : 'nothing')),
          ],
        ],
      },
    );
  });

  it('a history that keeps no envelopes is known by its words', async () => {
    for (const at of eachCall) {
      const subject = open();
      subject.history.forgetsEnvelopes = true;
      subject.history.fault = (index) => (index === at ? 'time-out after' : null);
      await tell(subject);
      await subject.soak.rest();
      const texts = subject.textsOf() ?? [];
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts).toHaveLength(10);
    }
  });
});

describe('[HI3] a history that is in trouble', () => {
  /** One conversation, of which the message cannot be written. */
  async function inTrouble(error: Error) {
    const subject = open();
    let isDown = true;
    subject.history.fault = (_, call) => (isDown && call === 'append' ? error : null);
    const { soak } = subject;
    soak.consultation.write('ask', 'Does he smoke?');
    soak.backend.line.reply('Yes.');
    await settled();
    return { ...subject, heal: () => void (isDown = false) };
  }

  it('is tried again after a while, longer each time, and never holds up the conversation', async () => {
    const { history, soak, clock, standing, heal, textsOf } = await inTrouble(
      new Unreachable('No answer'),
    );
    const tries = () => history.calls.filter((call) => call === 'append').length;
    const at: number[] = [];
    for (let second = 0; second < 100; second++) {
      const before = tries();
      clock.advance(1_000);
      await settled();
      if (tries() > before) at.push(second);
    }
    const waits = at.slice(1).map((second, index) => second - (at[index] ?? 0));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.at(-1)).toBeLessThanOrEqual(31);
    soak.consultation.write('ask', 'And drink?');
    soak.backend.line.reply('No.');
    await settled();
    expect(soak.conversations[0]?.exchanges[1]?.turn.phase).toBe('finished');
    expect(standing()).toMatchObject({ written: 0, total: 4, trouble: { kind: 'waiting' } });
    heal();
    await soak.rest();
    expect(textsOf()).toEqual(['Does he smoke?', 'Yes.', 'And drink?', 'No.']);
    expect(standing()).toMatchObject({ written: 4, total: 4, trouble: null, isLate: false });
  });

  it('is tried at once when the network is back, and when the person says so', async () => {
    for (const act of ['wake', 'try now'] as const) {
      const { soak, clock, heal, textsOf } = await inTrouble(new Unreachable('No answer'));
      for (let second = 0; second < 20; second++) {
        clock.advance(1_000);
        await settled();
      }
      heal();
      if (act === 'wake') soak.wake();
      else soak.mirror.tryNow();
      await settled();
      await settled();
      expect(textsOf()).toEqual(['Does he smoke?', 'Yes.']);
    }
  });

  it('is given the time that it asks for; a hint does not shorten it, the person does', async () => {
    const { soak, clock, heal, history, textsOf } = await inTrouble(
      new RateLimited('slow down', 120_000),
    );
    const calls = history.calls.length;
    soak.wake();
    clock.advance(119_000);
    await settled();
    expect(history.calls).toHaveLength(calls);
    heal();
    soak.mirror.tryNow();
    await soak.rest();
    expect(textsOf()).toEqual(['Does he smoke?', 'Yes.']);
  });

  it('[OB3] that is held back was never asked: nothing is looked for, and a hint is enough', async () => {
    let tries = 0;
    const held = new CircuitOpen(Date.UTC(2030, 0, 15, 10), () => tries++);
    const { soak, clock, heal, history, textsOf } = await inTrouble(held);
    const calls = history.calls.length;
    clock.advance(600_000);
    await settled();
    expect(history.calls).toHaveLength(calls);
    soak.mirror.tryNow();
    expect(tries).toBe(1);
    await settled();
    heal();
    history.calls.length = 0;
    soak.wake();
    await soak.rest();
    expect(textsOf()).toEqual(['Does he smoke?', 'Yes.']);
    expect(history.calls).not.toContain('readMessages');
  });

  it('is late only when it takes longer than passes unnoticed', async () => {
    const { clock, standing } = await inTrouble(new Unreachable('No answer'));
    expect(standing()?.isLate).toBe(false);
    clock.advance(4_000);
    expect(standing()?.isLate).toBe(true);
  });

  it.each([new Rejected(400, 'bad_role'), new Rejected(413, 'too big'), new Forbidden('no org')])(
    'is not asked again by itself where it refuses: %s',
    async (error) => {
      const { soak, clock, standing, heal, history, textsOf } = await inTrouble(error);
      const calls = history.calls.length;
      soak.wake();
      clock.advance(600_000);
      await settled();
      expect(history.calls).toHaveLength(calls);
      expect(standing()).toMatchObject({ total: 2, trouble: { kind: 'refused', error } });
      heal();
      soak.mirror.tryNow(soak.conversations[0]?.id);
      await soak.rest();
      expect(textsOf()).toEqual(['Does he smoke?', 'Yes.']);
    },
  );

  it("does not get back a conversation that was deleted there, but for the person's word", async () => {
    const { soak, history, standing, textsOf } = open();
    const { consultation, backend } = soak;
    consultation.write('ask', 'Does he smoke?');
    backend.line.reply('Yes.');
    await settled();
    history.conversations.length = 0;
    consultation.write('ask', 'And drink?');
    backend.line.reply('No.');
    await soak.rest();
    expect(history.conversations).toEqual([]);
    expect(standing()).toMatchObject({ trouble: { kind: 'gone' } });
    soak.mirror.tryNow(soak.conversations[0]?.id);
    await soak.rest();
    expect(textsOf()).toEqual(['Does he smoke?', 'Yes.', 'And drink?', 'No.']);
  });

  it('with one conversation does not hold up the others', async () => {
    for (const fault of ['500 before', 'never, before', new Forbidden('not this one')] as const) {
      const { soak, history, clock, textsOf } = open();
      const { consultation, backend } = soak;
      consultation.write('ask', 'One');
      backend.line.start();
      await settled();
      const { id } = history.conversations[0] ?? {};
      history.fault = (_, call, at) => (call === 'append' && at === id ? fault : null);
      backend.line.finish();
      await settled();
      consultation.startConversation('dx0', { budget: null });
      backend.line.online();
      consultation.write('ask', 'Two');
      backend.line.reply('Yes.');
      for (let second = 0; second < 5; second++) {
        await settled();
        clock.advance(1_000);
      }
      expect(textsOf(0)).toEqual(['One']);
      expect(textsOf(1)).toEqual(['Two', 'Yes.']);
    }
  });

  it('is asked no more once it is closed', async () => {
    const { soak, history, clock } = await inTrouble(new Unreachable('No answer'));
    const calls = history.calls.length;
    soak.mirror.close();
    clock.advance(600_000);
    await settled();
    expect(history.calls).toHaveLength(calls);
    expect(soak.timers).toBe(0);
  });
});

describe('[HI3] what an earlier load left behind', () => {
  it('is written, the oldest first, and each after a look at what is there', async () => {
    const subject = open();
    const { soak, history } = subject;
    history.fault = (_, call) => (call === 'append' ? new Unreachable('No answer') : null);
    await tell(subject);
    crash(subject);
    history.fault = () => null;
    const calls = history.calls.length;
    await soak.rest();
    expectRecorded(subject);
    const [first] = history.calls.slice(calls);
    expect(['list', 'readMessages']).toContain(first);
  });

  it('is known in full where it is long and this device has forgotten all of it', async () => {
    const subject = open();
    const { soak, history } = subject;
    for (let turn = 0; turn < 70; turn++) {
      soak.consultation.write('ask', `Question ${turn}`);
      soak.backend.line.reply(`Answer ${turn}`);
    }
    expect(soak.behind).toBe(140);
    await soak.rest();
    const calls = history.calls.length;
    soak.crash({ forgetsProgress: true });
    await soak.rest();
    expectRecorded(subject);
    expect(new Set(history.calls.slice(calls))).toEqual(new Set(['list', 'readMessages']));
  });

  it('is looked for first where a closed tab began it, and goes on from what that tab knew', async () => {
    const { soak, history, textsOf } = open();
    const closed = converse(written('a'), sent('a'), started('a'), finished('a'));
    const remoteId = await history.create('Text of a', null);
    history.calls.length = 0;
    soak.mirror.expect([closed], new Map([[closed.id, { ...noProgress, remoteId }]]));
    soak.consultation.takeIn({ ended: [{ ...closed, endedAt: 9 }], waiting: [] });
    await soak.rest();
    expect(history.calls[0]).toBe('list');
    expect(history.calls).not.toContain('create');
    expect(textsOf()?.[0]).toBe('Text of a');
  });

  it('is found by its mark where this device has forgotten its name', async () => {
    const subject = open();
    let isLost = true;
    subject.history.fault = (_, call) => (isLost && call === 'create' ? 'never, after' : null);
    subject.soak.consultation.write('ask', 'One');
    subject.soak.backend.line.reply('Yes.');
    await settled();
    isLost = false;
    // Hundreds were begun since.
    for (let other = 0; other < 250; other++) await subject.history.create(`Other ${other}`, null);
    crash(subject);
    await subject.soak.rest();
    expect(subject.history.calls.filter((call) => call === 'create')).toHaveLength(251);
    expect(subject.textsOf(0)).toEqual(['One', 'Yes.', expect.stringContaining('new connection')]);
  });
});
