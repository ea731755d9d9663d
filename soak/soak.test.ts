import fc from 'fast-check';
import { describe, it } from 'vitest';
import { runSchedule } from './run.ts';
import { schedules } from './schedule.ts';

/** Fixed, so that a failure in one place is a failure in all; `npm run soak` takes any other. */
const seed = 20261120;
const runs = 210;
/** So many at a time: a schedule mostly waits. */
const lanes = 6;

describe('random schedules of work and faults', () => {
  for (let lane = 0; lane < lanes; lane++) {
    it.concurrent(
      `[F19] lose, double, make up and leak nothing (lane ${lane})`,
      { timeout: 300_000 },
      async () => {
        await fc.assert(
          fc.asyncProperty(schedules, async (steps) => {
            const findings = await runSchedule(steps, seed);
            if (findings.length > 0) throw new Error(JSON.stringify(findings, null, 2));
          }),
          { numRuns: runs / lanes, seed: seed + lane },
        );
      },
    );
  }
});
