/**
 * The adapter against what running Dx0 servers were seen to say, frame by frame.
 *
 * `__fixtures__/` holds a small selection of what was captured. The whole of the captures is kept
 * outside of this repository; where it is there, all of it is played.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../core/conversation.ts';
import type { Cents } from '../../core/money.ts';
import { cents } from '../../core/money.ts';
import type { ScriptedDx0, ScriptedLine } from '../../testing/scripted-dx0.ts';
import { startScriptedDx0 } from '../../testing/scripted-dx0.ts';
import type { Script, ScriptedReply } from '../../testing/scripted-server.ts';

interface CapturedMessage {
  readonly action?: string;
  readonly content?: unknown;
}

interface CapturedEvent {
  readonly send?: CapturedMessage | string;
  readonly recv?: object;
  readonly recvText?: string;
  readonly close?: number;
  readonly handshake?: number;
  /** Some captures have the frame itself here. */
  readonly reply?: string;
  readonly error?: string;
}

/** One connection. `budget` is the parameter of its address as it stood there. */
interface Capture {
  readonly case: string;
  readonly budget: string | null;
  readonly events: readonly CapturedEvent[];
}

function frameOf(event: CapturedEvent): string | undefined {
  if (event.recvText !== undefined) return event.recvText;
  if (event.recv !== undefined) return JSON.stringify(event.recv);
  return event.reply !== undefined || event.error !== undefined ? JSON.stringify(event) : undefined;
}

const endsReply = (frame: string) => /"done":\s*true|^\{\s*"error"/.test(frame);

/** A captured connection as a script: what was said until a reply ended is one reply. */
function toScript({ events }: Capture): Script {
  const replies: { frames: string[]; close?: number }[] = [];
  let frames: string[] = [];
  let owed = 0;
  let close: number | undefined;
  for (const event of events) {
    if (event.handshake !== undefined) return { refuse: event.handshake, replies: [] };
    const frame = frameOf(event);
    if (event.send !== undefined) owed++;
    if (frame !== undefined) frames.push(frame);
    if (frame !== undefined && endsReply(frame)) {
      replies.push({ frames });
      frames = [];
      owed--;
    }
    if (event.close === undefined) continue;
    const finished = replies.at(-1);
    if (owed > 0) replies.push({ frames, close: event.close });
    else if (finished) finished.close = event.close;
    else close = event.close;
  }
  return { replies: replies satisfies ScriptedReply[], ...(close !== undefined && { close }) };
}

const actions: Record<string, Action> = { test: 'order', diagnosis: 'diagnose' };
const prices: Record<string, number> = {
  'complete blood count': 1000,
  'basic metabolic panel': 2000,
};

function messagesOf({
  events,
}: Capture): readonly { action: Action; text: string; forecast: Cents | null }[] {
  return events.flatMap(({ send }) => {
    if (send === undefined) return [];
    const { action = '', content } = typeof send === 'string' ? {} : send;
    const text = typeof content === 'string' ? content : 'x';
    const price = prices[text.toLowerCase()];
    const forecast = action === 'test' && price !== undefined ? cents(price) : null;
    return [{ action: actions[action] ?? 'ask', text, forecast }];
  });
}

function budgetOf({ budget }: Capture): Cents | null {
  const dollars = budget === null || budget === '' ? NaN : Number(budget);
  return Number.isFinite(dollars) ? cents(dollars * 100) : null;
}

/** How a message ended, in short: the text, and `finished`, `returned` or why it failed. */
type Outcome = readonly [text: string, end: string, money?: readonly (number | null)[]];

function outcomeOf({ sink }: ScriptedLine, id: string): Outcome {
  const end = sink.turn(id).at(-1);
  const text = sink.textOf(id);
  if (end?.type === 'reply-failed') return [text, end.failure.kind];
  if (end?.type === 'message-returned') return [text, 'returned'];
  if (end?.type !== 'reply-finished') return [text, `not ended: ${end?.type}`];
  const { settlement, whole } = end;
  const money = settlement ? [settlement.cost, settlement.totalSpent, settlement.remaining] : [];
  return [text, whole ? 'finished' : 'incomplete', money];
}

interface Played {
  readonly outcomes: readonly Outcome[];
  /** How the line stood in the end. */
  readonly line: string;
}

/** Says on one line what was said when it was captured, and waits for the end of each turn. */
async function play(dx0: ScriptedDx0, capture: Capture, script: Script): Promise<Played> {
  const line = dx0.open(budgetOf(capture));
  const { sink, channel } = line;
  const away = () =>
    sink.state.phase === 'waiting' || sink.state.phase === 'failed' ? true : undefined;
  await sink.until(() => (sink.state.phase === 'online' ? true : away()));
  const messages = messagesOf(capture);
  const outcomes: Outcome[] = [];
  const asked = dx0.server.received.length;
  for (let turn = 0; dx0.server.received.length - asked < script.replies.length; turn++) {
    if (away()) break;
    const { action, text, forecast } = messages[turn] ?? {
      action: 'ask',
      text: 'x',
      forecast: null,
    };
    channel.send({ id: `m${turn}`, action, text, forecast, profile: null });
    await sink.ended(`m${turn}`);
    outcomes.push(outcomeOf(line, `m${turn}`));
  }
  if ((script.close ?? script.replies.at(-1)?.close) !== undefined) await sink.until(away);
  const { state } = sink;
  channel.close();
  return { outcomes, line: 'cause' in state ? state.cause : state.phase };
}

const fixtures = new URL('./__fixtures__/', import.meta.url);
const readFixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, fixtures), 'utf8')) as Capture[];

let dx0: ScriptedDx0;
afterEach(() => dx0.close());

async function playFixture(name: string): Promise<readonly Played[]> {
  const captures = readFixture(name);
  const scripts = captures.map(toScript);
  dx0 = await startScriptedDx0(scripts);
  const played: Played[] = [];
  for (const [index, capture] of captures.entries()) {
    played.push(await play(dx0, capture, scripts[index] ?? { replies: [] }));
  }
  return played;
}

const normal = 'Synthetic result: normal';
const cough = 'A 30 year old with cough';
const cut = 'Synthetic result: no';

describe('captured from a running server', () => {
  it('[OR6] an overspent budget is named, stays so, and a larger one brings the session back', async () => {
    expect(await playFixture('overspend')).toEqual([
      {
        outcomes: [
          [normal, 'finished', [1000, 1000, 500]],
          [cut, 'budget-exhausted'],
        ],
        line: 'connection-lost',
      },
      { outcomes: [['A 30 year old with c', 'budget-exhausted']], line: 'connection-lost' },
      { outcomes: [[cough, 'finished', [0, 3000, 7000]]], line: 'closed-by-server' },
    ]);
  });

  it('[OR6] a budget spent to the last cent is no fault', async () => {
    const [played] = await playFixture('exact-spend');
    expect(played?.outcomes).toEqual([
      [normal, 'finished', [1000, 1000, 0]],
      [cough, 'finished', [0, 1000, 0]],
    ]);
  });

  it('[OR3] a limit that the server keeps goes before the one asked for, and ends the session likewise', async () => {
    const played = await playFixture('stored-limit');
    expect(played.map(({ outcomes }) => outcomes)).toEqual([
      [[cough, 'finished', [0, 1000, 4000]]],
      [
        [normal, 'finished', [2000, 3000, 2000]],
        [normal, 'finished', [2000, 5000, 0]],
        [cut, 'budget-exhausted'],
      ],
      [['A 30 year old with c', 'budget-exhausted']],
    ]);
  });

  it('[OR5] after a reconnect the spend goes on and the list of tests starts again', async () => {
    const played = await playFixture('reconnect');
    expect(played.map(({ outcomes }) => outcomes.map(([, , money]) => money))).toEqual([
      [
        [1000, 1000, null],
        [1000, 2000, null],
        [2000, 4000, null],
      ],
      [
        [0, 4000, null],
        [2000, 6000, null],
      ],
    ]);
  });

  it('[CN5] a rate limit gives the message back and waits', async () => {
    expect(await playFixture('rate-limit')).toEqual([
      {
        outcomes: [
          [cough, 'finished', [0, 0, null]],
          ['', 'returned'],
        ],
        line: 'rate-limited',
      },
      { outcomes: [['', 'returned']], line: 'rate-limited' },
    ]);
  });

  it('[CN4][F4] a refused handshake renews the token once, and then waits', async () => {
    const [capture] = readFixture('refused-handshake');
    if (!capture) throw new Error('There is no capture');
    const script = toScript(capture);
    dx0 = await startScriptedDx0([script, script]);
    expect(await play(dx0, capture, script)).toEqual({ outcomes: [], line: 'unreachable' });
    expect(dx0.renewals).toBe(1);
    expect(dx0.server.connections).toBe(2);
  });

  it('[OR6] an infinite budget, which is not JSON, is no limit', async () => {
    const [played] = await playFixture('infinite-budget');
    expect(played?.outcomes).toEqual([[cough, 'finished', [0, 0, null]]]);
  });

  it('[CN6] replies that were asked for at once come one after another', async () => {
    const [played] = await playFixture('one-after-another');
    expect(played?.outcomes.map(([text, end]) => [text, end])).toEqual([
      [cough, 'finished'],
      [normal, 'finished'],
      ['Patient presents with cough and fever for three days.', 'finished'],
    ]);
  });

  it('[F2] a server that is told to stop is waited for', async () => {
    expect(await playFixture('server-restart')).toEqual([{ outcomes: [], line: 'server-restart' }]);
  });

  it('[TU7] a diagnosis that the server does not take up is an answer, and no fault', async () => {
    const [played] = await playFixture('diagnosis');
    expect(played?.outcomes).toEqual([
      ['Diagnosis queries are not allowed', 'finished', [0, 0, null]],
    ]);
  });

  it('[TU1] refusals end their turns and leave the line open, without an echo of what was sent', async () => {
    const [played] = await playFixture('refusals');
    expect(played?.outcomes.every(([text, end]) => text === '' && end === 'refused')).toBe(true);
    expect(played?.outcomes).toHaveLength(4);
  });

  it('[TK1] a reply of exactly one piece, of exactly two, and of other letters is whole', async () => {
    const [played] = await playFixture('pieces');
    expect(played?.outcomes.map(([text]) => text)).toEqual([
      'x'.repeat(20),
      'x'.repeat(40),
      'ok 🚨é'.repeat(4),
    ]);
  });
});

interface Captured {
  readonly case: string;
  readonly kind?: string;
  readonly url?: string;
  readonly events?: readonly CapturedEvent[];
}

const folder = new URL('../../../../shared/captures/', import.meta.url);
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => /^dx0.*\.jsonl$/.test(file))
  : [];

function readAll(file: string): Capture[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Captured)
    .flatMap(({ case: name, kind, url, events }) => {
      if (kind !== 'ws' || !events) return [];
      const budget = new URLSearchParams(url?.split('?')[1]).get('budget');
      return [{ case: name, budget, events }];
    });
}

describe('all that was captured', () => {
  const captures = files.flatMap(readAll);
  it.skipIf(captures.length === 0)(
    'is there to be played; else skipped, for it is kept elsewhere',
    () => {
      expect(captures.length).toBeGreaterThan(20);
    },
  );

  it.each(captures)('[F38] $case: every message ends, and nothing throws', async (capture) => {
    const script = toScript(capture);
    dx0 = await startScriptedDx0([script, script]);
    const { outcomes } = await play(dx0, capture, script);
    const ends = ['finished', 'returned', 'refused', 'connection-lost', 'budget-exhausted'];
    for (const [, end] of outcomes) expect(ends).toContain(end);
    expect(dx0.server.received.length).toBe(script.replies.length);
  });
});
