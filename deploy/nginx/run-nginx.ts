/**
 * The real nginx in front of given back ends, on a free port, for tests: the templates are filled in
 * as the stock image's entrypoint does it, from `site.env`, and run as they are.
 *
 * Its one law: everything that nginx writes lies in a folder of its own, which goes when it stops.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const dist = here('../../dist');

/** Variables of `site.env`, without `BEDSIDE_` before them. */
export type Settings = Readonly<Record<string, string>>;

export interface RunningNginx {
  /** Address of the site, without a slash at its end. */
  readonly address: string;
  /** Everything it logged so far, and what it says of itself. */
  logs(): string;
  close(): Promise<void>;
}

/**
 * @param extra what goes into the folder of more configuration
 * @param user number of the user it runs as, if another than the caller; needs root
 */
export async function runNginx(
  settings: Settings = {},
  extra = '',
  user?: number,
): Promise<RunningNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'bedside-nginx-'));
  const port = await freePort();
  const accessLog = join(folder, 'access.log');
  const variables = {
    ...readDefaults(),
    ...prefix({
      LISTEN: `127.0.0.1:${port}`,
      ROOT: dist,
      CONFIG: join(settings['ROOT'] ?? dist, 'config.json'),
      RUN_DIR: folder,
      EXTRA_DIR: join(folder, 'extra'),
      ACCESS_LOG: accessLog,
      ...settings,
    }),
  };
  writeTemplates(folder, variables);
  writeExtra(folder, extra);
  if (user !== undefined) chownSync(folder, user, user);
  const nginx = spawn(findNginx(), argumentsOf(folder), {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let said = '';
  nginx.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const address = `http://127.0.0.1:${port}`;
  const remove = () => rmSync(folder, { recursive: true, force: true });
  await whenReady(nginx, () => said).catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    address,
    logs: () => said + readFileSync(accessLog, 'utf8'),
    async close() {
      if (nginx.exitCode === null) {
        const ended = once(nginx, 'exit');
        nginx.kill('SIGTERM');
        await ended;
      }
      remove();
    },
  };
}

const prefix = (settings: Settings): Settings =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [`BEDSIDE_${name}`, value]));

function readDefaults(): Settings {
  const lines = readFileSync(here('../site.env'), 'utf8').split('\n');
  const pairs = lines.flatMap((line) => {
    const pair = /^(BEDSIDE_\w+)=(.*)$/.exec(line);
    return pair ? [[pair[1] ?? '', pair[2] ?? ''] as const] : [];
  });
  return Object.fromEntries(pairs);
}

type TemplateName = 'nginx.conf' | 'default.conf';

function writeTemplates(folder: string, variables: Settings): void {
  for (const name of ['nginx.conf', 'default.conf'] as const)
    writeFileSync(join(folder, name), fillTemplate(name, variables));
}

/** As `envsubst` with a filter does it: what is not defined stays, and nginx refuses it. */
export function fillTemplate(name: TemplateName, variables: Settings = readDefaults()): string {
  const template = readFileSync(here(`${name}.template`), 'utf8');
  return template.replace(
    /\$\{(BEDSIDE_\w+)\}/g,
    (whole, variable: string) => variables[variable] ?? whole,
  );
}

function writeExtra(folder: string, extra: string): void {
  mkdirSync(join(folder, 'extra'));
  writeFileSync(join(folder, 'extra', 'more.conf'), extra);
}

/** Where nginx is: `BEDSIDE_NGINX`, else where distributions put it. */
function findNginx(): string {
  const places = [process.env['BEDSIDE_NGINX'], '/usr/sbin/nginx', '/usr/bin/nginx'];
  const found = places.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('nginx is needed: set BEDSIDE_NGINX to its path');
  return found;
}

function argumentsOf(folder: string): string[] {
  // Under root its workers would be nobody, who may not read a tree in root's home.
  const user = process.getuid?.() === 0 ? ' user root;' : '';
  const config = join(folder, 'nginx.conf');
  return ['-p', folder, '-e', 'stderr', '-c', config, '-g', `daemon off;${user}`];
}

function whenReady(nginx: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    nginx.stderr?.on('data', () => said().includes('start worker processes') && resolve());
    nginx.once('error', reject);
    nginx.once('exit', () => reject(new Error(`nginx did not start: ${said()}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
