/**
 * What the scripts need on a fresh machine, and how they get it: packages by `npm ci`, Chromium and
 * nginx from the distribution. Uses nothing but Node, since it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Runs a command in the foreground and gives its exit code. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
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

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is: `BEDSIDE_CHROMIUM`, else where distributions put it. */
function findChromium() {
  return [process.env['BEDSIDE_CHROMIUM'], ...browsers].find((path) => path && existsSync(path));
}

/** Finds Chromium, or installs it where that is possible; gives its path. */
export function needChromium() {
  const found = findChromium();
  if (found) return found;
  installDebian('chromium');
  return (
    findChromium() ??
    fail(
      'Chromium is needed for the browser tests. Install it and set BEDSIDE_CHROMIUM to its path.',
    )
  );
}

const shell = '/usr/bin/chromium-headless-shell';

/**
 * The same browser without windows, which most tests need no more of and which costs them a third
 * less; where there is none, Chromium itself. `BEDSIDE_HEADLESS` names another.
 */
export function needHeadless(chromium) {
  const named = process.env['BEDSIDE_HEADLESS'];
  if (named) return named;
  if (!existsSync(shell)) installDebian('chromium-headless-shell');
  return existsSync(shell) ? shell : chromium;
}

const proxies = ['/usr/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx'];

/** Where nginx is: `BEDSIDE_NGINX`, else where distributions put it. */
function findNginx() {
  return [process.env['BEDSIDE_NGINX'], ...proxies].find((path) => path && existsSync(path));
}

/** Finds nginx, or installs it where that is possible; gives its path. */
export function needNginx() {
  const found = findNginx();
  if (found) return found;
  installDebian('nginx');
  return (
    findNginx() ??
    fail(
      'nginx is needed for the tests of the proxy. Install it and set BEDSIDE_NGINX to its path.',
    )
  );
}

function installDebian(...packages) {
  if (!existsSync('/usr/bin/apt-get')) return;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  console.log(`Installing ${packages.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return run(command, rest, { env });
  };
  if (apt('update', '-qq') === 0)
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
