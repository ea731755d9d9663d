/** The channel against whatever a server could say, in whatever order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../core/alert.ts';
import { FakeSocket } from '../../testing/fake-socket.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { RecordingSink } from '../../testing/recording-sink.ts';
import { createAiDoctorBackend } from './ai-doctor-backend.ts';

type Act =
  | { act: 'ask' }
  | { act: 'say'; frame: object }
  | { act: 'flag'; frame: object; severity: Severity }
  | { act: 'token' }
  | { act: 'cut'; code: number };

const say = (frame: object): Act => ({ act: 'say', frame });

const odd = fc.constantFrom<unknown>(null, 5, 'x', [], {}, true);
const frames = fc.oneof(
  fc.constantFrom<Act>(
    ...[{ type: 'stream_start' }, { type: 'stream_end' }, { type: 'ping' }, []].map(say),
    say({ type: 'status', status: 'processing' }),
    ...['agent_error', 'server_error', 'validation_error'].map((kind) =>
      say({ type: 'error', error_type: kind, message: 'no' }),
    ),
  ),
  fc
    .record({
      type: fc.constantFrom('stream_start', 'stream_end', 'token', 'status', 'error', 'connection'),
      ...{ metadata: odd, content: odd, status: odd, error_type: odd, session_id: odd },
    })
    .map(say),
);

const flags = fc
  .record({
    type: fc.constantFrom('stream_start', 'stream_end', 'ping'),
    flag: fc.constantFrom('emergency', 'emergency_detected'),
    value: fc.constantFrom<unknown>(true, true, true, 'yes', 1),
    severity: fc.constantFrom<unknown>('URGENT', 'URGENT', 'CRITICAL', 'EMERGENCY', 'NEW', 5, null),
  })
  .map(({ type, flag, value, severity }): Act => {
    const isUrgent = value === true && severity === 'URGENT';
    const frame = { type, metadata: { [flag]: value, severity } };
    return { act: 'flag', frame, severity: isUrgent ? 'urgent' : 'emergency' };
  });

const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<Act>({ act: 'ask' }) },
    { weight: 8, arbitrary: fc.constant<Act>({ act: 'token' }) },
    { weight: 8, arbitrary: frames },
    { weight: 3, arbitrary: flags },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(1000, 1006, 1009, 1011, 1012, 4999)
        .map((code): Act => ({ act: 'cut', code })),
    },
  ),
  { maxLength: 60 },
);

/** A channel on a fake socket that is greeted on every connection. */
class Line {
  readonly sink = new RecordingSink();
  readonly clock = createManualClock();
  #socket: FakeSocket | undefined;
  #asked = 0;
  #said = 0;
  readonly #channel = createAiDoctorBackend({
    baseUrl: 'http://server/api/v1',
    agents: true,
    clock: this.clock,
    random: () => 0,
    onWake: () => () => undefined,
    createSocket: (url) => (this.#socket = new FakeSocket(url)),
  }).open({ budget: null, remaining: null, isLimitTold: false }, this.sink);

  /** The message whose reply is owed. */
  get pending(): string | null {
    const id = `m${this.#asked}`;
    const isOver = this.sink.turn(id).some(({ type }) => /^reply-f|^message-returned/.test(type));
    return this.#asked === 0 || isOver ? null : id;
  }

  async online(): Promise<void> {
    for (let tries = 0; this.sink.state.phase !== 'online' && tries < 20; tries++) {
      if (this.sink.state.phase === 'failed') this.#channel.reconnect();
      if (this.sink.state.phase === 'waiting') this.clock.advance(40_000);
      await settled();
      this.#socket?.accept();
      this.hear({ type: 'connection', session_id: `s${this.#said}` });
    }
    expect(this.sink.state.phase).toBe('online');
  }

  ask(): void {
    if (this.pending !== null) return;
    const id = `m${++this.#asked}`;
    this.#channel.send({ id, action: 'ask', text: 'q', forecast: null, profile: null });
  }

  /** No frame is like another, as with the time on it. */
  hear(frame: object): void {
    const stamp = Array.isArray(frame) ? frame : { ...frame, timestamp: `t${this.#said++}` };
    this.#socket?.receive(JSON.stringify(stamp));
  }

  cut(code: number): void {
    this.#socket?.end(code);
  }
}

async function act(line: Line, each: Act): Promise<void> {
  await line.online();
  if (each.act === 'ask') line.ask();
  if (each.act === 'say') line.hear(each.frame);
  // A token is marked with the turn that it is for.
  if (each.act === 'token') line.hear({ type: 'token', content: `<${line.pending}>` });
  if (each.act === 'cut') line.cut(each.code);
  if (each.act !== 'flag') return;
  const turn = line.pending;
  const { length } = line.sink.entries;
  line.hear(each.frame);
  const raised = line.sink.all('alert-raised').filter(({ turnId }) => turnId === turn);
  // Each flag without a message counts for itself; those of a turn are told as far as they are news.
  const isTold = (alert: (typeof raised)[number]) =>
    turn !== null || line.sink.entries.indexOf(alert) >= length;
  const severities = raised.filter(isTold).map(({ report }) => report.severity);
  expect(severities).toContain(severities.includes('emergency') ? 'emergency' : each.severity);
}

describe('whatever is said, in whatever order', () => {
  it('[F14][F15][F38][CN6] no text gets into another turn, and no turn ends twice', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (all) => {
        const line = new Line();
        for (const each of all) await act(line, each);
        const ids = new Set(
          line.sink.entries.flatMap((entry) => ('turnId' in entry ? (entry.turnId ?? []) : [])),
        );
        for (const id of ids) {
          const types = line.sink.turn(id).map(({ type }) => type);
          const words = line.sink.textOf(id).match(/<[^>]*>/g) ?? [];
          expect(words.every((word) => word === `<${id}>`)).toBe(true);
          const ends = types.filter((type) => /^reply-f|^message-returned/.test(type));
          expect(ends.length).toBeLessThanOrEqual(1);
          if (ends[0]) expect(types.at(-1)).toBe(ends[0]);
          const starts = types.filter((type) => type === 'reply-started');
          expect(starts.length).toBeLessThanOrEqual(1);
          const first = types.indexOf('text-delta');
          if (first >= 0) expect(types.indexOf('reply-started')).toBeLessThan(first);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[AL7] no flag is lost, and none is told as less than it is', async () => {
    const flagged = fc.array(fc.oneof(flags, fc.constant<Act>({ act: 'ask' }), frames), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(flagged, async (all) => {
        const line = new Line();
        for (const each of all) await act(line, each);
      }),
      { numRuns: 150 },
    );
  });
});
