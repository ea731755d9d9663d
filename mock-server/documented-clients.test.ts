/**
 * The clients printed in the Dx0 document, run as they stand against the mock in documented mode.
 *
 * Only the server's address and the credentials are replaced. The document is kept outside of this
 * repository, and each client needs its own tools; what is missing is skipped with the reason.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discussDiagnosis, answerQuestion, reportTest } from './scenarios/answer.ts';
import { findScenario } from './scenarios/index.ts';
import type { MockServer } from './server.ts';
import { signIn, startMock } from './testing.ts';

const documentFile = new URL('../../shared/documents/dx0-client-examples.md', import.meta.url);
const python = '/usr/bin/python3';
const browser = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

const hasDocument = existsSync(documentFile);
const printed = hasDocument ? readFileSync(documentFile, 'utf8') : '';

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args).status === 0;
}

function resolves(module: string): boolean {
  try {
    createRequire(import.meta.url).resolve(module);
    return true;
  } catch {
    return false;
  }
}

/**
 * The document was written for a websockets library whose connections are context managers (14 on);
 * Debian's is older. This gives the old one the two methods, and leaves the client's text alone.
 */
const runWithNewerWebsockets = `
import runpy, sys
try:
    from websockets.legacy.client import WebSocketClientProtocol as Connection
except ImportError:
    Connection = None
if Connection and not hasattr(Connection, '__aenter__'):
    async def enter(self):
        return self
    async def leave(self, *failure):
        await self.close()
    Connection.__aenter__ = enter
    Connection.__aexit__ = leave
runpy.run_path(sys.argv[1], run_name='__main__')
`;

const lacks = {
  aiohttp: !runs(python, '-c', 'import aiohttp'),
  websockets: !runs(python, '-c', 'import aiohttp, websockets'),
  curl: !runs('curl', '--version') || !runs('jq', '--version'),
  axios: !resolves('axios'),
  browser: !existsSync(browser),
};

/** The first block of code under a heading. */
function block(heading: string): string {
  const section = printed.slice(printed.indexOf(`\n### ${heading}\n`) + 1);
  const code = /```\w+\n([\s\S]*?)\n```/.exec(section)?.[1];
  if (code === undefined) throw new Error(`There is no code under "${heading}".`);
  return code;
}

/** The one client that stands under a heading of the second rank. */
function productionClient(): string {
  const start = printed.indexOf('\n## Production Ready Client\n');
  return /```python\n([\s\S]*?)\n```/.exec(printed.slice(start))?.[1] ?? '';
}

describe.skipIf(!hasDocument)(
  'documented clients (skipped without ../shared/documents)',
  { timeout: 60_000 },
  () => {
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

    function pointed(code: string): string {
      return code
        .replaceAll('http://localhost:8000', server.url)
        .replaceAll('ws://localhost:8000', server.url.replace('http', 'ws'))
        .replaceAll('your_username', 'physician')
        .replaceAll('your_password', 'secret');
    }

    function write(name: string, text: string): string {
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    }

    /** What `command <before…> <file of code>` prints. */
    async function run(
      [command = '', ...before]: readonly string[],
      name: string,
      code: string,
      environment: Record<string, string> = {},
    ): Promise<string> {
      const file = write(name, pointed(code));
      const env = { ...process.env, PYTHONIOENCODING: 'utf-8', ...environment };
      const { stdout } = await promisify(execFile)(command, [...before, file], {
        env,
        timeout: 30_000,
      });
      return stdout;
    }

    const scenario = findScenario('chest-pain');
    if (scenario === undefined) throw new Error('There is no case chest-pain.');
    const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

    it.skipIf(lacks.aiohttp)('Python with aiohttp (skipped without aiohttp)', async () => {
      const output = await run([python], 'rest.py', block('Basic Python Client with aiohttp'));
      expect(output).toContain('Logged in successfully');
      expect(output).toContain(`Current case: ${scenario.summary}`);
      expect(output).toContain("'complete blood count'");
      expect(output).toContain('Logged out');
    });

    it.skipIf(lacks.websockets)('Python with websockets (skipped without websockets)', async () => {
      // The second listing uses the class of the first.
      const listings = [
        block('Basic Python Client with aiohttp'),
        block('Python WebSocket Client'),
      ];
      const launcher = write('launcher.py', runWithNewerWebsockets);
      const output = await run([python, launcher], 'conversation.py', listings.join('\n\n'));
      for (const number of [1, 2, 3]) expect(output).toContain(`--- Question ${number} ---`);
      expect(output).toContain(
        answerQuestion(scenario, 'What are the key questions I should ask about chest pain?'),
      );
      expect(output.match(/Cost: \$0\.00\nTotal: \$0\.00\nRemaining: \$50\.00/g)).toHaveLength(3);
    });

    it.skipIf(lacks.websockets)('Python for production (skipped without websockets)', async () => {
      const output = await run([python], 'production.py', productionClient());
      expect(output).toContain(reportTest(scenario, 'complete blood count'));
      expect(output).toContain(discussDiagnosis(scenario, 'What are the likely diagnoses?'));
      expect(output).toContain('Total responses: 3');
      expect(output).toMatch(/Final budget: \$9\d\.\d\d/);
      expect(output).toContain('FHIR export successful');
    });

    it.skipIf(lacks.axios)('Node with axios and ws (skipped without axios)', async () => {
      const code = block('Node.js Client with axios and ws');
      const output = await run([process.execPath], 'client.cjs', code, { NODE_PATH: modules });
      const question = 'What should I ask about chest pain?';
      expect(output).toContain(`AI Response: ${answerQuestion(scenario, question)}`);
      expect(output).toContain('Cost: $0\n');
      expect(output).toContain('Logged out');
    });

    it.skipIf(lacks.curl)('curl, signing in and out (skipped without curl and jq)', async () => {
      const output = await run(['bash'], 'flow.sh', block('Authentication Flow'));
      expect(output).toContain('Login successful');
      expect(output).toContain(JSON.stringify(scenario.summary));
      expect(output).toContain('"complete blood count"');
      expect(output).toContain('Tokens refreshed');
      expect(output).toMatch(/Logging out\.\.\.\nnull.*Logged out successfully/);
    });

    it.skipIf(lacks.curl)('curl, exporting to FHIR (skipped without curl and jq)', async () => {
      // "Assuming you have tokens from previous example", which ends with signing out.
      const { access } = await signIn(server, 'physician');
      const environment = { BASE_URL: server.url, ACCESS_TOKEN: access };
      const output = await run(['bash'], 'fhir.sh', block('FHIR Export Examples'), environment);
      expect(output.match(/"resourceType": "Communication"/g)).toHaveLength(3);
      expect(output.match(/"resourceType": "ServiceRequest"/g)).toHaveLength(3);
      expect(output).toContain('"reference": "Patient/patient-12345"');
    });

    async function driveThePage(page: Page): Promise<void> {
      const messages = page.locator('#messages');
      const say = async (button: string, text: string, answer: string): Promise<void> => {
        await page.fill('#message-input', text);
        await page.click(`text="${button}"`);
        await expect.poll(async () => messages.textContent()).toContain(answer);
      };
      await page.fill('#username', 'physician');
      await page.fill('#password', 'secret');
      await page.click('text="Login"');
      await page.locator('#diagnostic-section').waitFor();
      expect(await page.textContent('#case-summary')).toContain(scenario?.summary);
      expect(await page.textContent('#available-tests')).toContain('complete blood count');
      const question = 'Do you smoke?';
      if (scenario === undefined) return;
      await say('Ask Question', question, answerQuestion(scenario, question));
      await say('Order Test', 'complete blood count', 'Ordered tests: complete blood count');
      await say('Discuss Diagnosis', 'angina', discussDiagnosis(scenario, 'angina'));
      const budget = oneLine((await page.textContent('#budget-info')) ?? '');
      expect(budget).toMatch(/Total Spent: \$\d\.\d\d \| .*Remaining Budget: \$9\d\.\d\d/);
      await page.click('text="Logout"');
      await expect.poll(async () => messages.textContent()).toContain('Logged out successfully');
    }

    it.skipIf(lacks.browser)('the HTML page (skipped without Chromium)', async () => {
      const file = join(folder, 'page.html');
      writeFileSync(file, pointed(block('Browser JavaScript Client')));
      const args = ['--no-sandbox', '--disable-quic', '--disable-background-networking'];
      const more = ['--disable-component-update', '--disable-sync', '--no-first-run'];
      const chrome = await chromium.launch({ executablePath: browser, args: [...args, ...more] });
      try {
        const page = await chrome.newPage();
        await page.goto(`file://${file}`);
        await driveThePage(page);
      } finally {
        await chrome.close();
      }
    });
  },
);
