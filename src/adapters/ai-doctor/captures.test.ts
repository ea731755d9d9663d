/**
 * The adapter against what a running AI Doctor server was seen to say, frame by frame.
 *
 * `__fixtures__/` holds a small selection of what was captured, with most tokens left out. The whole
 * of the captures is kept outside of this repository; where it is there, all of it is played.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptedAiDoctor } from '../../testing/scripted-ai-doctor.ts';
import { startScriptedAiDoctor } from '../../testing/scripted-ai-doctor.ts';
import type { RecordingSink } from '../../testing/recording-sink.ts';
import type { Script } from '../../testing/scripted-server.ts';

interface CapturedFrame {
  readonly type: string;
  readonly content?: string;
  readonly error_type?: string;
  readonly metadata?: { readonly severity?: string };
}

interface CapturedEvent {
  readonly send?: { readonly message?: unknown } | string;
  readonly recv?: CapturedFrame;
  readonly handshake?: number;
}

/** A part of one connection. All of them were closed by who captured them. */
interface Capture {
  readonly case: string;
  readonly events: readonly CapturedEvent[];
}

/** A message and the frames that answered it; the last of them ends the answer, if any does. */
interface Exchange {
  readonly text: string;
  readonly frames: CapturedFrame[];
}

interface Story {
  /** What came before anything was asked. */
  readonly greeting: readonly CapturedFrame[];
  readonly exchanges: readonly Exchange[];
}

const isLast = ({ type }: CapturedFrame) => type === 'stream_end' || type === 'error';

/** Messages are answered one after another, also those that were sent at once. */
function tell({ events }: Capture): Story {
  const frames = events.flatMap(({ recv }) => recv ?? []);
  const exchanges = events.flatMap(({ send }): Exchange[] => {
    if (send === undefined) return [];
    const message = typeof send === 'string' ? null : send.message;
    return [{ text: typeof message === 'string' ? message : 'x', frames: [] }];
  });
  const isUnasked = exchanges.length === 0;
  const greeting = frames.filter(({ type }) => isUnasked || type === 'connection');
  let asked = 0;
  for (const frame of isUnasked ? [] : frames) {
    if (frame.type === 'connection') continue;
    exchanges[asked]?.frames.push(frame);
    if (isLast(frame)) asked++;
  }
  return { greeting, exchanges };
}

const hello = (id: string): CapturedFrame & { session_id: string } => ({
  type: 'connection',
  session_id: id,
});

/** After silence or a server that gave up, the story goes on at the next connection. */
function toScripts({ greeting, exchanges }: Story): Script[] {
  const isGreeted = greeting.some(({ type }) => type === 'connection');
  const first = isGreeted ? greeting : [hello('first'), ...greeting];
  const scripts = [{ greeting: first.map(toText), replies: [] as { frames: string[] }[] }];
  for (const { frames } of exchanges) {
    scripts.at(-1)?.replies.push({ frames: frames.map(toText) });
    const last = frames.at(-1);
    const isEnd = !last || !isLast(last) || last.error_type === 'server_error';
    if (isEnd) scripts.push({ greeting: [toText(hello('next'))], replies: [] });
  }
  return scripts;
}

const toText = (frame: CapturedFrame) => JSON.stringify(frame);

type Outcome = readonly [text: string, end: string];

function outcomeOf(sink: RecordingSink, id: string): Outcome {
  const end = sink.turn(id).at(-1);
  const text = sink.textOf(id);
  if (end?.type === 'reply-failed') return [text, end.failure.kind];
  if (end?.type !== 'reply-finished') return [text, `not ended: ${end?.type}`];
  return [text, end.whole ? 'finished' : 'incomplete'];
}

let aiDoctor: ScriptedAiDoctor;
afterEach(() => aiDoctor.close());

/** Asks what was asked when it was captured, and waits for the end of each turn, or ends it. */
async function play(story: Story) {
  aiDoctor = await startScriptedAiDoctor(toScripts(story));
  const { sink, channel } = aiDoctor.open();
  const outcomes: Outcome[] = [];
  for (const [turn, { text, frames }] of story.exchanges.entries()) {
    await sink.phase('online');
    const id = `m${turn}`;
    channel.send({ id, action: 'ask', text, forecast: null, profile: null });
    const isAnswered = frames.some(isLast);
    while (!isAnswered && aiDoctor.server.received.length <= turn) {
      await new Promise(setImmediate);
    }
    // The limits on waiting are those of who opened the line.
    if (!isAnswered) channel.reconnect();
    await sink.ended(id);
    outcomes.push(outcomeOf(sink, id));
  }
  await sink.phase('online');
  return { sink, outcomes, connections: aiDoctor.server.connections };
}

const fixtures = new URL('./__fixtures__/', import.meta.url);

function readFixture(name: string): readonly Story[] {
  const text = readFileSync(new URL(`${name}.json`, fixtures), 'utf8');
  return (JSON.parse(text) as Capture[]).map(tell);
}

async function playFixture(name: string, index = 0) {
  const story = readFixture(name)[index];
  if (!story) throw new Error('There is no such capture');
  return play(story);
}

const stepsOf = (sink: RecordingSink, id: string) =>
  sink
    .turn(id)
    .flatMap((event) => (event.type === 'step-changed' ? [[event.name, event.agent]] : []));
const alertsOf = (sink: RecordingSink) =>
  sink.all('alert-raised').map(({ turnId, report }) => [turnId, report.severity, report.text]);

describe('captured from a running server', () => {
  it('[TK7] the agents work one after another, and their words are one reply', async () => {
    const { sink, outcomes } = await playFixture('agents');
    const work = ['Processing', 'Retrieving context', 'Generating'];
    expect(stepsOf(sink, 'm0')).toEqual([
      ['Validating', null],
      ['Checking for emergencies', null],
      ...['Triage', 'Diagnostic', 'Treatment'].flatMap((agent) =>
        [agent, ...work].map((name) => [name, agent]),
      ),
    ]);
    expect(outcomes).toEqual([[expect.stringContaining('**SEVERITY:**'), 'finished']]);
    expect(alertsOf(sink)).toEqual([]);
  });

  it('[TK1] without agents and without metadata a reply is whole', async () => {
    const { outcomes } = await playFixture('without-agents');
    const reply = 'Agent system is disabled. Enable agents for full functionality. ';
    expect(outcomes).toEqual([[reply, 'finished']]);
  });

  it('[AL1][AL7] an emergency is flagged in one word at the start, in another at the end', async () => {
    const critical = await playFixture('emergencies', 0);
    expect(alertsOf(critical.sink)).toEqual([['m0', 'emergency', 'Flagged CRITICAL']]);
    await aiDoctor.close();
    const urgent = await playFixture('emergencies', 1);
    expect(alertsOf(urgent.sink)).toEqual([
      ['m0', 'urgent', 'Flagged URGENT'],
      ['m0', 'emergency', 'Flagged EMERGENCY'],
    ]);
    expect(urgent.outcomes).toMatchObject([[expect.stringMatching(/^🚨 /), 'finished']]);
  });

  it('[TU1] refusals come with reasons and leave the line open', async () => {
    const { sink, outcomes, connections } = await playFixture('refusals');
    expect(outcomes.length).toBeGreaterThan(5);
    expect(outcomes.every(([text, end]) => text === '' && end === 'refused')).toBe(true);
    expect(sink.all('reply-failed').at(-1)?.failure).toMatchObject({
      detail: expect.stringContaining('Jailbreak attempt detected') as unknown,
    });
    expect(connections).toBe(1);
  });

  it('[F13] an agent fails without an end of the stream, and the next message is answered', async () => {
    const { outcomes, connections } = await playFixture('agent-failure');
    expect(outcomes.map(([, end]) => end)).toEqual(['assistant-failed', 'finished']);
    expect(connections).toBe(1);
  });

  it('[F10] the socket that the server gave up on is replaced, and the message after it lost', async () => {
    const { outcomes, connections } = await playFixture('server-error');
    expect(outcomes.map(([, end]) => end)).toEqual(['assistant-failed', 'connection-lost']);
    expect(connections).toBe(3);
  });

  it('[TK7] a stage that nobody knows is spelled out', async () => {
    const { sink, outcomes } = await playFixture('other-stages');
    expect(stepsOf(sink, 'm0')).toEqual([['Onboarding started', null]]);
    expect(outcomes.map(([, end]) => end)).toEqual(['finished', 'finished', 'finished']);
  });

  it('[F11] silence ends by whoever waits, and is not asked again', async () => {
    const { outcomes } = await playFixture('silence', 0);
    expect(outcomes).toEqual([['', 'connection-lost']]);
    expect(aiDoctor.server.received).toHaveLength(1);
    await aiDoctor.close();
    const own = await playFixture('silence', 1);
    expect(own.outcomes.map(([, end]) => end)).toEqual(['finished']);
  });

  it('[CN6] what others asked for is no turn here', async () => {
    const [story] = readFixture('strangers');
    if (!story) throw new Error('There is no such capture');
    const { sink } = await play(story);
    await sink.until(() => sink.all('frame-ignored')[story.greeting.length - 1]);
    expect(sink.all('text-delta')).toEqual([]);
    expect(sink.all('frame-ignored').every(({ why }) => why === 'late')).toBe(true);
  });

  it('[CN6] replies that were asked for at once come one after another', async () => {
    const { outcomes } = await playFixture('one-after-another');
    expect(outcomes.map(([, end]) => end)).toEqual(['finished', 'finished']);
    expect(outcomes[0]?.[0]).toBe(outcomes[1]?.[0]);
  });
});

const folder = new URL('../../../../shared/captures/', import.meta.url);
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => /^ai-doctor.*\.jsonl$/.test(file))
  : [];

function readAll(file: string): { name: string; story: Story }[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Partial<Capture> & { kind: string })
    .flatMap(({ case: name = '', kind, events = [] }) => {
      const isOpen = kind === 'ws' && events.every(({ handshake }) => handshake === undefined);
      return isOpen ? [{ name, story: tell({ case: name, events }) }] : [];
    });
}

/** What the frames of an answer say, read without the adapter. */
function expectedOf({ frames }: Exchange): Outcome {
  const text = frames.map(({ content = '' }) => content).join('');
  const last = frames.at(-1);
  if (last?.type === 'stream_end') return [text, 'finished'];
  if (last?.type !== 'error') return [text, 'connection-lost'];
  const isFailure = last.error_type === 'agent_error' || last.error_type === 'server_error';
  return [text, isFailure ? 'assistant-failed' : 'refused'];
}

describe('all that was captured', () => {
  const captures = files.flatMap(readAll);
  it.skipIf(captures.length === 0)(
    'is there to be played; else skipped, for it is kept elsewhere',
    () => {
      expect(captures.length).toBeGreaterThan(20);
    },
  );

  it.each(captures)('[F38] $name: every message ends as its frames say', async ({ story }) => {
    const { sink, outcomes } = await play(story);
    expect(outcomes).toEqual(story.exchanges.map(expectedOf));
    const all = story.exchanges.flatMap(({ frames }) => frames);
    expect(sink.all('step-changed')).toHaveLength(
      all.filter(({ type }) => type === 'status').length,
    );
    const flagged = all.filter(
      ({ type, metadata }) => type === 'stream_start' && metadata?.severity !== undefined,
    );
    expect(new Set(sink.all('alert-raised').map(({ turnId }) => turnId)).size).toBe(flagged.length);
    expect(sink.all('frame-ignored').filter(({ why }) => why !== 'late')).toEqual([]);
  });
});
