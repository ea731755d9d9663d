import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNginx, type RunningNginx } from './run-nginx.ts';
import { ask, valuesOf, writeSite } from './testing.ts';

const page = '<!doctype html><title>Bedside</title>';
const site = writeSite({
  'index.html': page,
  'config.json': '{"tenant":"Plain"}',
  'version.json': '{"version":"1.2.3"}',
  'assets/index-1.js': 'export {};',
  'assets/other-1.js': 'export {};',
});
const compressed = gzipSync('export {};', { level: 9 });
for (const path of ['assets/index-1.js.gz', 'config.json.gz'])
  writeFileSync(join(site.folder, path), compressed);

let nginx: RunningNginx;
beforeAll(async () => {
  nginx = await runNginx({ ROOT: site.folder });
});
afterAll(async () => {
  await nginx.close();
  site.remove();
});

const gzip = { headers: ['Accept-Encoding: gzip, br'] };

describe('a file of the site', () => {
  it('is sent compressed where the build made it so, and never the config', async () => {
    const script = await ask(nginx.address, '/assets/index-1.js', gzip);
    expect(valuesOf(script, 'content-encoding')).toEqual(['gzip']);
    expect(valuesOf(script, 'vary')).toEqual(['Accept-Encoding']);
    expect(Buffer.from(script.body, 'latin1')).toEqual(compressed);
    const config = await ask(nginx.address, '/config.json', gzip);
    expect(valuesOf(config, 'content-encoding')).toEqual([]);
    expect(config.body).toBe('{"tenant":"Plain"}');
  });

  it('is sent as it is to who cannot read it compressed', async () => {
    const script = await ask(nginx.address, '/assets/index-1.js');
    expect(valuesOf(script, 'content-encoding')).toEqual([]);
    expect(script.body).toBe('export {};');
  });

  it.each(['/assets/other-0.js', '/patients/7', '/assets/', '/config', '/.vite/manifest.json'])(
    '%s that is not there is never the page',
    async (path) => {
      const answer = await ask(nginx.address, path);
      expect(answer.status).toBe(404);
      expect(valuesOf(answer, 'content-type')).toEqual(['text/plain; charset=utf-8']);
      expect(answer.body).toBe('There is nothing at this address.\n');
    },
  );

  it('of the last version is gone after a deploy, and that is not remembered', async () => {
    const before = await ask(nginx.address, '/assets/other-1.js');
    expect(valuesOf(before, 'cache-control')).toEqual(['public, max-age=31536000, immutable']);
    renameSync(
      join(site.folder, 'assets', 'other-1.js'),
      join(site.folder, 'assets', 'other-2.js'),
    );
    const after = await ask(nginx.address, '/assets/other-1.js');
    expect(after.status).toBe(404);
    expect(valuesOf(after, 'content-type')).toEqual(['text/plain; charset=utf-8']);
    expect(valuesOf(after, 'cache-control')).toEqual(['no-store']);
    expect((await ask(nginx.address, '/assets/other-2.js')).status).toBe(200);
  });
});

describe('what a monitor asks', () => {
  it('whether the proxy lives, which no log tells', async () => {
    const answer = await ask(nginx.address, '/healthz');
    expect(answer).toMatchObject({ status: 200, body: 'ok\n' });
    await ask(nginx.address, '/version');
    expect(nginx.logs()).toContain('"path":"/version"');
    expect(nginx.logs()).not.toContain('/healthz');
  });

  it('which version is served', async () => {
    const answer = await ask(nginx.address, '/version');
    expect(answer.body).toBe('{"version":"1.2.3"}');
    expect(valuesOf(answer, 'content-type')).toEqual(['application/json']);
  });
});

it('[OP1] the config can lie elsewhere than the build', async () => {
  const own = writeSite({ 'clinic.json': '{"tenant":"Elsewhere"}' });
  const other = await runNginx({ ROOT: site.folder, CONFIG: join(own.folder, 'clinic.json') });
  const answer = await ask(other.address, '/config.json');
  await other.close();
  own.remove();
  expect(answer.body).toBe('{"tenant":"Elsewhere"}');
});

it.runIf(process.getuid?.() === 0)(
  'nobody can run it, who may write to the one folder alone',
  async () => {
    const nobody = 65_534;
    const own = await runNginx({ ROOT: site.folder, DX0: 'http://unix:/nowhere' }, '', nobody);
    const [page, problem] = [await ask(own.address, '/'), await ask(own.address, '/api/v1/case')];
    const logs = own.logs();
    await own.close();
    expect([page.status, problem.status]).toEqual([200, 502]);
    expect(logs).toContain('"path":"/api/v1/case"');
    expect(logs).not.toMatch(/denied|not permitted/i);
  },
);

it('a site that leaves out a setting does not start, and is told which', async () => {
  const start = runNginx({ ROOT: '${BEDSIDE_FORGOTTEN}' });
  await expect(start).rejects.toThrow('bedside_forgotten');
});
