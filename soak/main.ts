/** `npm run soak -- --runs 1000 --seed 7`: random schedules until one fails, or all have passed. */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { runSchedule } from './run.ts';
import { schedules } from './schedule.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run soak -- --runs <how many> --seed <whole number>');
  process.exit(2);
}

let done = 0;
await fc.assert(
  fc.asyncProperty(schedules, async (steps) => {
    const findings = await runSchedule(steps, seed);
    done++;
    if (done % 50 === 0) console.log(`${done} schedules`);
    if (findings.length > 0) throw new Error(JSON.stringify(findings, null, 2));
  }),
  { numRuns: runs, seed },
);
console.log(`${runs} schedules from seed ${seed}: nothing lost, doubled, made up or stuck`);
