import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A site of one empty page with the true mock server: quick to build, and apart from the true one. */
let folder: string;
beforeEach(() => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  folder = mkdtempSync(join(root, '.cache', 'start-'));
  mkdirSync(join(folder, 'mock-server'));
  writeFileSync(join(folder, 'index.html'), '<title>A site</title>');
  writeFileSync(join(folder, 'vite.config.js'), 'export default {}');
  writeFileSync(join(folder, 'mock-server', 'main.ts'), "import '../../../mock-server/main.ts';");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return String(port);
}

async function start(said = { text: '' }, more = {}): Promise<ChildProcess> {
  const ports = { PORT: await freePort(), MOCK_PORT: await freePort() };
  // Where this is set, what the servers print is in colour.
  const env = { ...process.env, CI: 'true', ...ports, ...more };
  const script = join(root, 'scripts', 'start.mjs');
  const child = spawn(process.execPath, [script], { cwd: folder, env });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      said.text += data.toString();
      if (said.text.includes('Ctrl+C ends both')) resolve();
    });
    child.stderr.on('data', (data: Buffer) => (said.text += data.toString()));
    child.once('exit', () => reject(new Error(`It did not start: ${said.text}`)));
  });
  return child;
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!existsSync('/proc/self/task'))('npm start', { timeout: 60_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('on %s ends both servers with it', async (signal) => {
    const child = await start();
    const servers = childrenOf(child.pid ?? 0);
    expect(servers).toHaveLength(2);
    child.kill(signal);
    await once(child, 'exit');
    expect(servers.filter(isAlive)).toEqual([]);
  });

  it('says who can sign in at which tenant, and ends with the one server when the other one dies', async () => {
    const said = { text: '' };
    const sample = join(root, 'deploy', 'samples', 'two-tenants.json');
    const child = await start(said, { BEDSIDE_CONFIG: sample });
    expect(said.text).toMatch(
      /North.*\n +physician \/ secret .*\n +nurse[^]*Valley.*\n +consultant/,
    );
    expect(said.text).not.toContain('resident');
    const servers = childrenOf(child.pid ?? 0);
    process.kill(servers[0] ?? 0, 'SIGKILL');
    await once(child, 'exit');
    expect(servers.filter(isAlive)).toEqual([]);
  });
});
