/**
 * What the scripts need on a fresh machine, and how they get it: packages by `npm ci`, Chromium and
 * nginx from the distribution. Uses nothing but Node, since it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a command in the foreground and gives its exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}

/**
 * Begins a command that goes on while this process is busy; what it says goes to `log`, where nothing
 * can fill up. Resolves to its exit code.
 */
export function begin(command, args, log, options = {}) {
  const output = openSync(log, 'w');
  const begun = spawn(command, args, { stdio: ['ignore', output, output], ...options });
  return new Promise((resolve) => {
    begun.once('error', () => resolve(1)).once('close', resolve);
  });
}

/** Installs the packages of the lockfile, unless they are there. */
export function needPackages() {
  if (installed() === wanted()) return;
  console.log('Installing packages …');
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) fail('npm ci failed: see above.');
}

const wanted = () => packagesOf('package-lock.json');
const installed = () => packagesOf('node_modules/.package-lock.json');

/** The names and versions that a lockfile lists, but what is for other machines. */
function packagesOf(lockfile) {
  if (!existsSync(lockfile)) return null;
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'));
  return Object.entries(packages)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .map(([path, { version }]) => `${path}@${version}`)
    .sort()
    .join('\n');
}

/**
 * The programs of the distribution. The browser without windows is all that most tests need, and
 * costs a third less; where there is none, Chromium itself does.
 */
const programs = {
  BEDSIDE_CHROMIUM: {
    package: 'chromium',
    places: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  },
  BEDSIDE_HEADLESS: {
    package: 'chromium-headless-shell',
    places: ['/usr/bin/chromium-headless-shell'],
  },
  BEDSIDE_NGINX: {
    package: 'nginx',
    places: ['/usr/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx'],
  },
};

/** What the clients printed in the documents import; their tests are skipped without. */
const clientNeeds = {
  'python3-aiohttp': ['/usr/bin/python3', '-c', 'import aiohttp'],
  'python3-websockets': ['/usr/bin/python3', '-c', 'import websockets'],
};

const runs = ([command, ...args]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Where a program is: what the variable names, else where distributions put it. */
const find = (variable) =>
  [process.env[variable], ...programs[variable].places].find((path) => path && existsSync(path));

/**
 * Begins to install Chromium and nginx where they are missing and that is possible, while the caller
 * goes on. Resolves to the variables that say where they are; ends the process if one is missing.
 */
export async function needPrograms() {
  const missing = [
    ...Object.entries(programs).flatMap(([variable, program]) =>
      find(variable) ? [] : [program.package],
    ),
    ...Object.entries(clientNeeds).flatMap(([name, use]) => (runs(use) ? [] : [name])),
  ];
  if (missing.length > 0) await installDebian(missing);
  const chromium = find('BEDSIDE_CHROMIUM') ?? failWithout('Chromium', 'BEDSIDE_CHROMIUM');
  return {
    BEDSIDE_CHROMIUM: chromium,
    BEDSIDE_HEADLESS: find('BEDSIDE_HEADLESS') ?? chromium,
    BEDSIDE_NGINX: find('BEDSIDE_NGINX') ?? failWithout('nginx', 'BEDSIDE_NGINX'),
  };
}

const failWithout = (name, variable) =>
  fail(`${name} is needed for the tests. Install it and set ${variable} to its path.`);

/** In one process, so that it goes on while this one is busy; what it says is told if it fails. */
async function installDebian(packages) {
  if (!existsSync('/usr/bin/apt-get')) return;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  // One by one, since a distribution may lack one of them.
  const get = 'apt-get install -y -qq --no-install-recommends';
  const getAll = `status=0; for name in ${packages.join(' ')}; do ${get} $name || status=1; done; exit $status`;
  console.log(`Installing ${packages.join(', ')} …`);
  const shell = ['env', 'DEBIAN_FRONTEND=noninteractive', 'sh', '-c'];
  const [command, ...args] = [...sudo, ...shell, `apt-get update -qq && { ${getAll}; }`];
  const log = join(tmpdir(), `bedside-install-${process.pid}.log`);
  if ((await begin(command, args, log)) !== 0) console.error(readFileSync(log, 'utf8'));
  rmSync(log);
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
