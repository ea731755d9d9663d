/**
 * The clients printed in the AI Doctor document, run as they stand against the mock in documented
 * mode.
 *
 * Only the server's address is replaced. The document is kept outside of this repository, and each
 * client needs its own tools; what is missing is skipped with the reason.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { composeAnswer } from './ai-doctor/answers/compose.ts';
import { disclaimer, emergencyText, findEmergency } from './ai-doctor/emergency.ts';
import type { MockServer } from './server.ts';
import { startMock } from './testing.ts';

const documentFile = new URL(
  '../../shared/documents/ai-doctor-websocket-guide.md',
  import.meta.url,
);
const python = '/usr/bin/python3';
const browser = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const repository = fileURLToPath(new URL('..', import.meta.url));

const hasDocument = existsSync(documentFile);
const printed = hasDocument ? readFileSync(documentFile, 'utf8') : '';

const lacks = {
  websockets: spawnSync(python, ['-c', 'import websockets']).status !== 0,
  browser: !existsSync(browser),
};

/** The first block of code under a heading. */
function block(heading: string): string {
  const section = printed.slice(printed.indexOf(`\n## ${heading}\n`) + 1);
  const code = /```\w+\n([\s\S]*?)\n```/.exec(section)?.[1];
  if (code === undefined) throw new Error(`There is no code under "${heading}".`);
  return code;
}

function expectedAnswer(question: string): string {
  const texts = composeAnswer({ said: [question], profile: {}, length: undefined });
  return `${texts.triage}${texts.diagnostic}${texts.treatment}\n\n${disclaimer}`;
}

describe.skipIf(!hasDocument)(
  'documented AI Doctor clients (skipped without ../shared/documents)',
  { timeout: 120_000 },
  () => {
    const question = 'I have a fever and sore throat';
    let server: MockServer;
    let folder: string;

    beforeAll(async () => {
      server = await startMock({ mode: 'documented' });
      folder = mkdtempSync(join(tmpdir(), 'documented-clients-'));
    });
    afterAll(async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    });

    function write(name: string, text: string): string {
      const file = join(folder, name);
      const address = server.url.replace('http', 'ws');
      writeFileSync(file, text.replaceAll('ws://localhost:8000', address));
      return file;
    }

    it.skipIf(lacks.websockets)('Python (skipped without websockets)', async () => {
      const file = write('client.py', block('Python Example'));
      const env = { ...process.env, PYTHONIOENCODING: 'utf-8' };
      const { stdout } = await promisify(execFile)(python, [file], { env, timeout: 30_000 });
      expect(stdout).toMatch(/^Connected! Session: [\da-f-]{36}\n/);
      const emergency = findEmergency('I have chest pain');
      if (emergency === undefined) throw new Error('Chest pain is no emergency.');
      expect(stdout).toContain(`AI Doctor: ${emergencyText(emergency)}`);
    });

    describe.skipIf(lacks.browser)('in a browser (skipped without Chromium)', () => {
      let chrome: Browser;
      let page: Page;

      beforeAll(async () => {
        const args = ['--no-sandbox', '--disable-quic', '--disable-background-networking'];
        const more = ['--disable-component-update', '--disable-sync', '--no-first-run'];
        chrome = await chromium.launch({ executablePath: browser, args: [...args, ...more] });
      });
      afterAll(() => chrome.close());

      async function open(
        body: string,
        isReady: () => Promise<void> = () => Promise.resolve(),
      ): Promise<{ lines: string[]; mistakes: string[] }> {
        const file = write('page.html', `<!doctype html><meta charset="utf-8">${body}`);
        const seen: { lines: string[]; mistakes: string[] } = { lines: [], mistakes: [] };
        page = await chrome.newPage();
        page.on('console', (message) => seen.lines.push(message.text()));
        page.on('pageerror', (error) => seen.mistakes.push(error.name));
        await Promise.all([isReady(), page.goto(`file://${file}`)]);
        return seen;
      }

      it('JavaScript', async () => {
        const code = block('JavaScript Example');
        const { lines, mistakes } = await open(`<div id="response"></div><script>${code}</script>`);
        await expect.poll(() => lines).toContain('Connected!');
        // The listing's last line sends before the socket is open, which no browser takes.
        expect(mistakes).toEqual(['InvalidStateError']);
        await page.evaluate(code.slice(code.lastIndexOf('sendMessage(')));
        await expect.poll(() => lines, { timeout: 10_000 }).toContain('Response complete!');
        expect(await page.textContent('#response')).toBe(expectedAnswer(question));
        expect(lines).toContain('Response started...');
        expect(lines).toContain('Status: running_treatment');
        expect(lines.filter((line) => line.startsWith('Error:'))).toEqual([]);
      });

      it('React', async () => {
        write('chat-bot.jsx', `${block('React Example')}\nexport { ChatBot };`);
        write(
          'main.jsx',
          `import { createRoot } from 'react-dom/client';
           import { ChatBot } from './chat-bot.jsx';
           createRoot(document.querySelector('#root')).render(<ChatBot />);`,
        );
        const modules = ['react-dom', 'react'].map((name) => [
          name,
          join(repository, 'node_modules', name),
        ]);
        await build({
          ...{ configFile: false, root: folder, logLevel: 'silent' },
          resolve: { alias: Object.fromEntries(modules) as Record<string, string> },
          // Not production, as this is a test: Vite compiles JSX accordingly.
          define: { 'process.env.NODE_ENV': '"development"' },
          build: {
            outDir: join(folder, 'built'),
            lib: { entry: 'main.jsx', formats: ['iife'], name: 'sample', fileName: () => 'app.js' },
          },
        });
        const { mistakes } = await open(
          '<div id="root"></div><script src="built/app.js"></script>',
          async () => {
            const socket = await page.waitForEvent('websocket');
            await socket.waitForEvent('framereceived');
          },
        );
        await page.evaluate(watchTheStream);
        // The sample never paints what arrives together with the end of the stream.
        server.faults.arm({ kind: 'stall', ms: 500, after: 'last' });
        await page.locator('input').fill(question);
        await page.locator('input').press('Enter');
        await page.locator('.assistant:not(.streaming)').first().waitFor({ state: 'attached' });
        const longest = await page.evaluate(() => Reflect.get(window, 'longest') as string);
        expect(longest).toBe(`${expectedAnswer(question)}|`);
        expect(mistakes).toEqual([]);
      });
    });
  },
);

/** In the page: keeps the longest text that the sample showed while it streamed. */
function watchTheStream(): void {
  const keep = (text: string): void => void Reflect.set(window, 'longest', text);
  keep('');
  new MutationObserver(() => {
    const text = document.querySelector('.streaming')?.textContent ?? '';
    if (text.length > (Reflect.get(window, 'longest') as string).length) keep(text);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
