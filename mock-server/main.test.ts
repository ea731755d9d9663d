import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', main, ...args]);
}

async function outcome(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

describe('npm run mock', { timeout: 30_000 }, () => {
  it.each([
    [['--nope']],
    [['--port', 'abc']],
    [['--port', '70000']],
    [['--mode', 'wild']],
    [['--rate', '-1']],
    [['--seed', '1.5']],
    [['--token-ttl', '0']],
    [['stray']],
  ])('prints its usage and exits 2 for %j', async (args) => {
    const { code, out, err } = await outcome(run(...args));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('usage: npm run mock');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('says ready, serves, and stops on %s', async (signal) => {
    const child = run('--port', '0', '--rate', '0', '--mode', 'documented');
    const done = outcome(child);
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const url = /^ready (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line.toString())?.[1];
    const response = await fetch(`${url}/api/v1/case`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect((await fetch(`${url}/_mock/`)).status).toBe(200);
    child.kill(signal);
    expect(await done).toMatchObject({ code: 0, err: '' });
  });

  it('lets nobody ask for faults with --no-control', async () => {
    const child = run('--port', '0', '--no-control');
    const done = outcome(child);
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const url = line.toString().replace('ready', '').trim();
    expect((await fetch(`${url}/_mock/`)).status).toBe(404);
    child.kill();
    await done;
  });
});
