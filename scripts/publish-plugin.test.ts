import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterEach, describe, expect, it } from 'vitest';
import { publish } from './publish-plugin.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function buildSite(words: string): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'bedside-build-'));
  folders.push(root);
  mkdirSync(join(root, 'public'));
  writeFileSync(join(root, 'public', 'config.json'), JSON.stringify({ tenant: 'x'.repeat(5_000) }));
  writeFileSync(join(root, 'main.js'), `document.title = ${JSON.stringify(words.repeat(500))};`);
  writeFileSync(join(root, 'index.html'), '<script type="module" src="/main.js"></script>');
  await build({ root, configFile: false, logLevel: 'silent', plugins: [publish()] });
  return join(root, 'dist');
}

const scriptOf = (dist: string): string =>
  join(
    dist,
    /\/(assets\/[^"]+\.js)"/.exec(readFileSync(join(dist, 'index.html'), 'utf8'))?.[1] ?? '',
  );
const read = (dist: string): unknown =>
  JSON.parse(readFileSync(join(dist, 'version.json'), 'utf8')) as unknown;

describe('a build', () => {
  it('leaves its scripts compressed beside themselves, and never the config', async () => {
    const dist = await buildSite('word ');
    const script = scriptOf(dist);
    expect(gunzipSync(readFileSync(`${script}.gz`))).toEqual(readFileSync(script));
    expect(existsSync(join(dist, 'config.json'))).toBe(true);
    expect(existsSync(join(dist, 'config.json.gz'))).toBe(false);
    // Too small to gain by it.
    expect(existsSync(join(dist, 'index.html.gz'))).toBe(false);
  });

  it('says which it is: the same twice from the same source, another from another', async () => {
    const [one, same, other] = [
      await buildSite('a '),
      await buildSite('a '),
      await buildSite('b '),
    ];
    expect(read(one)).toEqual(read(same));
    expect(read(one)).not.toEqual(read(other));
    const { build } = read(one) as { build: string };
    const page = readFileSync(join(one, 'index.html'), 'utf8');
    expect(page).toContain(`<meta name="bedside-build" content="${build}" />`);
    expect(JSON.stringify(read(one))).toMatch(
      /^\{"version":"\d+\.\d+\.\d+","build":"[\da-f]{12}"\}$/,
    );
  });

  it('[OP3][SE4] tells the worker what it is made of, and of nothing that a site puts there', async () => {
    const dist = await buildSite('word ');
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8');
    const { build } = read(dist) as { build: string };
    expect(worker).toContain(build);
    expect(worker).toContain(scriptOf(dist).slice(dist.length));
    expect(worker).not.toMatch(/config\.json|import|export/);
  });
});
