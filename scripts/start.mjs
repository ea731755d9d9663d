/**
 * `npm start`: sets up what is missing, builds, and starts the demonstration: the mock server and
 * the site in front of it. `PORT` and `MOCK_PORT` choose the ports; taken ones are passed over.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fail, needPackages, run } from './needs.mjs';

needPackages();
const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
console.log('Building …');
if (run(process.execPath, [vite, 'build', '--logLevel', 'warn']) !== 0)
  fail('The build failed: see above.');

const children = [];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);

const mockPort = await freePort(Number(process.env['MOCK_PORT'] ?? 8000));
const sitePort = await freePort(Number(process.env['PORT'] ?? 4173));
const mock = start([
  ...['--import', 'tsx', 'mock-server/main.ts', '--port', String(mockPort)],
  ...process.argv.slice(2),
]);
await line(mock, /^ready /);
const site = start([vite, 'preview', '--port', String(sitePort), '--strictPort'], {
  BEDSIDE_API: `http://127.0.0.1:${mockPort}`,
});
// Where colours are on, as on a CI machine, they stand between the word and its colon.
await line(site, /Local/);

const usualAccounts = `  physician / secret   may export FHIR records, and send notices to everybody
  nurse / secret       may do neither
  resident / secret    the server keeps a budget of $50
  shortlived / secret  a token that lasts 20 s
  locked / secret      locked out

Choose one of twelve cases on the sign-in page.`;
console.log(`
Bedside is at  http://127.0.0.1:${sitePort}

${tenants().map(listTenant).join('\n') || usualAccounts}
The server behind it is a mock (http://127.0.0.1:${mockPort}): invented patients, invented prices.
Ctrl+C ends both.
`);

/** Those of the site that is served, where it has several; a config that cannot be read has its own page. */
function tenants() {
  try {
    const path = process.env['BEDSIDE_CONFIG'] || 'public/config.json';
    return JSON.parse(readFileSync(path, 'utf8')).tenants ?? [];
  } catch {
    return [];
  }
}

/** A tenant and who can sign in there, as its own sign-in page has it. */
function listTenant({ tenant, demo }) {
  const accounts = demo?.accounts ?? [];
  const width = Math.max(...accounts.map(nameOf).map(({ length }) => length));
  const lines = accounts.map(
    (account) => `    ${nameOf(account).padEnd(width)}  ${account.note}\n`,
  );
  return `  ${tenant}\n${lines.join('')}`;
}

function nameOf({ username, password }) {
  return `${username} / ${password}`;
}

/** Node itself, not `npx`: a signal has to reach the server, not a shell in front of it. */
function start(args, env = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  child.on('exit', (code) => {
    stop();
    process.exitCode = code ?? 0;
  });
  return child;
}

function stop() {
  if (children.length === 0) process.exit(1);
  for (const child of children) child.kill('SIGTERM');
}

/** Waits for a line of a child's output. */
function line(child, pattern) {
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => pattern.test(text) && resolve());
  });
}

/** The first free port from `wanted` on. */
async function freePort(wanted) {
  for (let port = wanted; port < wanted + 50; port++) if (await isFree(port)) return port;
  return fail(`No free port from ${wanted} on.`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .once('listening', () => probe.close(() => resolve(true)))
      .listen(port, '127.0.0.1');
  });
}
