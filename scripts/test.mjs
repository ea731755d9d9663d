/**
 * `npm test`: sets up what is missing, then every check and every suite, and counts them all.
 *
 * All of them run even when one fails, so that one run tells everything. The last line is the sum:
 * tests of all suites, and one for each check that is not a suite.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { needChromium, needPackages, run } from './needs.mjs';

needPackages();
const env = { ...process.env, BEDSIDE_CHROMIUM: needChromium() };
const results = 'test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };

check('format', ['npx', 'prettier', '--check', '--log-level', 'warn', '.']);
check('lint', ['npx', 'eslint', '.']);
check('types', ['npx', 'tsc', '--noEmit']);
check('unused exports', ['npx', 'knip']);
check('build', ['npx', 'vite', 'build', '--logLevel', 'warn']);
check('size', ['npx', 'size-limit']);
suite('unit and contract tests', `${results}/unit.json`, readVitest, [
  ...['npx', 'vitest', 'run', '--reporter=default', '--reporter=json'],
  `--outputFile.json=${results}/unit.json`,
]);
suite('browser tests', `${results}/browser.json`, readPlaywright, ['npx', 'playwright', 'test']);

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function check(name, [command, ...args]) {
  console.log(`\n── ${name}`);
  const isGood = run(command, args, { env }) === 0;
  total[isGood ? 'passed' : 'failed'] += 1;
  console.log(isGood ? `${name}: good` : `${name}: FAILED`);
}

/** A suite that ends badly without a count of its own failures counts as one. */
function suite(name, report, read, [command, ...args]) {
  console.log(`\n── ${name}`);
  const status = run(command, args, { env });
  const counts = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  total.passed += counts.passed;
  total.skipped += counts.skipped;
  total.failed += status !== 0 && counts.failed === 0 ? 1 : counts.failed;
}

function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  };
}

/** A test that passed only at a second try is a failure here. */
function readPlaywright({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected, failed: unexpected + flaky, skipped };
}
