/**
 * The client printed in the Sessions document, run as it stands against the mock in documented mode.
 *
 * It is written for a page of the server's own site, so what runs it gives its paths an origin, as
 * such a page would; its text is left alone. The document is kept outside of this repository.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from './server.ts';
import { bearer, callAt, startMock } from './testing.ts';

const documentFile = new URL('../../shared/documents/openai-sessions-guide.md', import.meta.url);
const hasDocument = existsSync(documentFile);
const printed = hasDocument ? readFileSync(documentFile, 'utf8') : '';

/** The first block of code under a heading. */
function block(heading: string): string {
  const section = printed.slice(printed.indexOf(`\n## ${heading}\n`) + 1);
  const code = /```javascript\n([\s\S]*?)\n```/.exec(section)?.[1];
  if (code === undefined) throw new Error(`There is no code under "${heading}".`);
  return code;
}

const asOnPage = (origin: string): string => `
const { fetch } = globalThis;
globalThis.fetch = (path, request) => fetch(new URL(path, '${origin}'), request);
`;

describe.skipIf(!hasDocument)(
  'documented Sessions client (skipped without ../shared/documents)',
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

    function write(name: string, code: string): string {
      const file = join(folder, name);
      writeFileSync(file, code);
      return file;
    }

    it('DoctorAIAssistant', async () => {
      const page = pathToFileURL(write('page.mjs', asOnPage(server.url))).href;
      const client = write('client.mjs', block('Complete Example: Doctor AI Assistant'));
      const run = promisify(execFile)(process.execPath, ['--import', page, client]);
      const { stdout } = await run;
      const [greeting, answer] = stdout.split('Dr. AI: ').slice(1);
      expect(greeting).toContain('what makes it better or worse?');
      expect(answer).toContain('**Chest pain**');
      const analysis = /Analysis: (.*)/.exec(stdout)?.[1] ?? '';
      expect(JSON.parse(analysis)).toMatchObject({
        risk_level: 'High',
        follow_up_actions: expect.arrayContaining(['Serial high-sensitivity troponin']) as string[],
        monitor_symptoms: expect.arrayContaining(['Syncope']) as string[],
        specialist_referrals: expect.arrayContaining(['Cardiology']) as string[],
      });
      expect(server.received().map(({ action }) => action)).toEqual(['ask', 'ask', 'ctx']);
      const { body } = await callAt(server, '/openai/sessions', {
        headers: bearer('your-clerk-token'),
      });
      expect(body).toMatchObject({
        items: [{ name: 'Consultation - John Doe', session_end: expect.any(String) as string }],
      });
      expect(server.received().every(({ finished }) => finished)).toBe(true);
    });
  },
);
