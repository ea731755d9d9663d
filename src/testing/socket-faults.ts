/**
 * What every back end that speaks over a socket of ours makes of a line that closes, one suite for all.
 *
 * Each back end's test brings a scripted server and its own greeting. Its one law: nothing here knows
 * a back end's frames.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ManualClock } from './manual-clock.ts';
import type { RecordingSink } from './recording-sink.ts';
import type { Script } from './scripted-server.ts';

export interface FaultyLine {
  readonly sink: RecordingSink;
  readonly clock: ManualClock;
  /** How many sockets were asked for. */
  connections(): number;
  close(): Promise<void>;
}

/** @param greeting what the server says first; none where the client does */
export function describeSocketFaults(
  name: string,
  greeting: readonly string[],
  open: (scripts: readonly Script[]) => Promise<FaultyLine>,
): void {
  const closing = (code: number): Script => ({ greeting, close: code, replies: [] });
  const steady: Script = { greeting, replies: [] };

  describe(`${name}: a line that closes`, () => {
    let line: FaultyLine | undefined;
    afterEach(() => line?.close());
    const to = async (...scripts: readonly Script[]) => (line = await open(scripts));

    it.each([1008, 3000, 4401])(
      '[F5] by %i is tried once more, then a person is asked',
      async (code) => {
        const { sink, connections } = await to(closing(code), closing(code), steady);
        await sink.phase('failed');
        expect(sink.state).toEqual({ phase: 'failed', cause: 'sign-in-required' });
        expect(connections()).toBe(2);
      },
    );

    it('[F7] by 1011 comes back by itself, from the sixth time on with no short wait', async () => {
      const { sink, clock } = await to(...Array.from({ length: 7 }, () => closing(1011)));
      const waits: number[] = [];
      let told: unknown;
      for (let failure = 1; failure <= 7; failure++) {
        const state = await sink.until(() =>
          sink.state.phase === 'waiting' && sink.state !== told ? sink.state : undefined,
        );
        told = state;
        waits.push(state.retryAt - clock.now());
        clock.advance(state.retryAt - clock.now());
      }
      expect(waits.slice(0, 5).every((wait) => wait <= 1_000)).toBe(true);
      expect(waits.slice(5).every((wait) => wait >= 15_000)).toBe(true);
    });

    it.each([1012, 1013])(
      '[F8] by %i is left alone for five seconds, and says until when',
      async (code) => {
        const { sink, clock, connections } = await to(closing(code), steady);
        const state = await sink.until(() =>
          sink.state.phase === 'waiting' ? sink.state : undefined,
        );
        expect(state.retryAt - clock.now()).toBeGreaterThanOrEqual(5_000);
        clock.advance(4_999);
        expect(connections()).toBe(1);
        clock.advance(state.retryAt - clock.now());
        await sink.phase('online');
      },
    );
  });
}
