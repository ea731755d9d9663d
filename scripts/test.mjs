/**
 * `npm test`: sets up what is missing, then every check and every suite, and counts them all.
 *
 * All of them run even when one fails, so that one run tells everything. The last line is the sum:
 * tests of all suites, and one for each check that is not a suite. What failed is named just before.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { begin, needPackages, needPrograms, run } from './needs.mjs';

// Only the suites need these: the packages and the checks do not wait for them.
const programs = needPrograms();
needPackages();
let env = process.env;
const results = 'test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
/** Names of what failed, each with what it said. */
const failures = [];

// The longest of the checks has one thread of its own, while the others take the other, and the unit
// tests begin beside it.
const lintLog = `${results}/lint.txt`;
const linting = begin('npx', ['eslint', '.'], lintLog);
check('format', ['npx', 'prettier', '--check', '--log-level', 'warn', '.']);
check('types', ['npx', 'tsc', '--noEmit']);
check('unused exports', ['npx', 'knip']);
check('build', ['npx', 'vite', 'build', '--logLevel', 'warn']);
check('size', ['npx', 'size-limit']);
env = { ...env, ...(await programs) };
suite('unit and contract tests', `${results}/unit.json`, readVitest, [
  ...['npx', 'vitest', 'run', '--reporter=default', '--reporter=json'],
  `--outputFile.json=${results}/unit.json`,
]);
await finish('lint', linting, lintLog);
suite('browser tests', `${results}/browser.json`, readPlaywright, ['npx', 'playwright', 'test']);

if (failures.length > 0) console.log(`\n── what failed\n${failures.join('\n\n')}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function check(name, [command, ...args]) {
  console.log(`\n── ${name}`);
  tell(name, run(command, args, { env }) === 0);
}

/** What a check that was begun beside the others has said, and how it ended. */
async function finish(name, begun, log) {
  const status = await begun;
  console.log(`\n── ${name}\n${readFileSync(log, 'utf8')}`);
  tell(name, status === 0);
}

function tell(name, isGood) {
  total[isGood ? 'passed' : 'failed'] += 1;
  if (!isGood) failures.push(name);
  console.log(isGood ? `${name}: good` : `${name}: FAILED`);
}

/** A suite that ends badly without a count of its own failures counts as one. */
function suite(name, report, read, [command, ...args]) {
  console.log(`\n── ${name}`);
  const status = run(command, args, { env });
  const counts = existsSync(report)
    ? read(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, skipped: 0, failures: [] };
  if (status !== 0 && counts.failures.length === 0) counts.failures.push(`${name}: ended badly`);
  total.passed += counts.passed;
  total.skipped += counts.skipped;
  total.failed += counts.failures.length;
  failures.push(...counts.failures);
}

function readVitest({ numPassedTests, numPendingTests, numTodoTests, testResults }) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [describe(name, message)] : [];
    return failed.map((test) => describe(`${name} › ${test.fullName}`, ...test.failureMessages));
  });
  return { passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures };
}

/** A test that passed only at a second try is a failure here. What ran behind nginx and plain counts twice. */
function readPlaywright({ suites, errors, stats: { expected, skipped } }) {
  const runs = suites
    .flatMap(specsOf)
    .flatMap(({ tests, ...spec }) => tests.map((test) => ({ ...spec, ...test })));
  for (const site of new Set(runs.map(({ projectName }) => projectName)))
    console.log(`${site}: ${runs.filter(({ projectName }) => projectName === site).length} tests`);
  const failures = runs
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ projectName, file, line, title, results }) => {
      const messages = results.flatMap((result) => result.errors.map(({ message }) => message));
      return describe(`${projectName}: ${file}:${line} › ${title}`, ...messages);
    });
  failures.push(...errors.map(({ message }) => describe('browser tests', message)));
  return { passed: expected, skipped, failures };
}

function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

function describe(name, ...messages) {
  return [`✗ ${name}`, ...messages.map((message) => String(message).slice(0, 1_000))].join('\n');
}
