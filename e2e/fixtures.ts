/**
 * What every browser test stands on: a mock server and the built site in front of it, each on a
 * free port and for this test alone, and the few acts that most journeys begin with.
 *
 * Its one law: nothing here waits for time to pass, only for what a person would see.
 */
import AxeBuilder from '@axe-core/playwright';
import type { BrowserContext, Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import { preview } from 'vite';
import type { RunningNginx } from '../deploy/nginx/run-nginx.ts';
import { runNginx } from '../deploy/nginx/run-nginx.ts';
import type { ReceivedMessage } from '../mock-server/faults/ledger.ts';
import type { MockOptions } from '../mock-server/options.ts';
import type { MockServer } from '../mock-server/server.ts';
import { createMockServer } from '../mock-server/server.ts';
import { proxyTo } from '../scripts/proxy.ts';

/** What answers for the site: nginx under the policy of a clinic, or the plain server of the demonstration. */
export interface Serving {
  servedBy: 'nginx' | 'vite';
}

interface Fixtures extends Serving {
  /** Whether the browser may keep a page to come back to: nginx says no, so that Back loads it anew. */
  keepsPages: boolean;
  /** The built site in front of an API, on a free port; whoever asks for one closes it. */
  serveSite: (api: string) => Promise<ServedSite>;
  /** How the mock server of this test behaves; set by `test.use`. */
  mockOptions: Partial<MockOptions>;
  mock: MockServer;
  /** What the page may speak to beside its own origin, where there is a policy; set by `test.use`. */
  otherOrigins: string;
  /** Address of the site, without a slash at its end. */
  site: string;
  /** What the browser refused by the site's policy; a test that leaves any behind fails. */
  refusals: string[];
}

export const test = base.extend<Fixtures>({
  mockOptions: [{}, { option: true }],
  mock: async ({ mockOptions }, provide) => {
    const mock = await createMockServer({ rate: 0, ...mockOptions });
    await mock.listen(0);
    await provide(mock);
    await mock.close();
  },
  otherOrigins: ['', { option: true }],
  servedBy: ['nginx', { option: true }],
  keepsPages: ({ servedBy }, provide) => provide(servedBy === 'vite'),
  serveSite: ({ servedBy, otherOrigins }, provide) =>
    provide((api) => (servedBy === 'nginx' ? serveByNginx(api, otherOrigins) : serveByVite(api))),
  site: async ({ mock, serveSite }, provide) => {
    const { address, close } = await serveSite(mock.url);
    await provide(address);
    await close();
  },
  baseURL: async ({ site }, provide) => provide(site),
  refusals: [
    async ({ context }, provide) => {
      const refusals: string[] = [];
      noteRefusals(context, refusals);
      await provide(refusals);
      expect(refusals).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

const refusal = /Content Security Policy|Trusted(HTML|Script)|Permissions-Policy|Cross-Origin-/;

function noteRefusals(context: BrowserContext, refusals: string[]): void {
  context.on('console', (message) => {
    if (refusal.test(message.text())) refusals.push(message.text());
  });
}

interface ServedSite {
  readonly address: string;
  close(): Promise<void>;
}

/** As a clinic runs it, with all that the policy forbids. */
export function serveByNginx(api: string, otherOrigins = ''): Promise<RunningNginx> {
  const backEnds = { DX0: api, AI_DOCTOR: api, SESSIONS: api, XIANS: api };
  return runNginx({ ...backEnds, CONNECT_SRC: otherOrigins });
}

async function serveByVite(api: string): Promise<ServedSite> {
  const server = await preview({
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, proxy: proxyTo(api) },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port');
  return { address: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

export interface Account {
  username: string;
  password: string;
}

export const physician: Account = { username: 'physician', password: 'secret' };
export const nurse: Account = { username: 'nurse', password: 'secret' };

/** Signs in by the form, and waits for the line to the assistant. */
export async function signIn(page: Page, account = physician, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Username').fill(account.username);
  await page.getByLabel('Password').fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
}

/** What a browser does when a tab is duplicated: another tab with a copy of the session storage. */
export async function duplicate(page: Page): Promise<Page> {
  const kept = await page.evaluate(() => Object.entries(sessionStorage));
  const copy = await page.context().newPage();
  await copy.addInitScript((entries: [string, string][]) => {
    if (window.name === 'duplicate') return;
    window.name = 'duplicate';
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, kept);
  await copy.goto(page.url());
  return copy;
}

/** Once everything is in the history: before that, signing out asks whether to wait for it. */
export async function signOut(page: Page): Promise<void> {
  await expect(page.getByText('History up to date')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
}

/** Begins a conversation with AI Doctor. */
export const chooseDoctor = (page: Page) => chooseAssistant(page, 'AI Doctor');

/** Begins a conversation with an assistant. */
export async function chooseAssistant(page: Page, name: string): Promise<void> {
  const start = page.getByRole('button', { name: 'New conversation' }).first();
  const list = page.getByRole('button', { name: 'Conversations' });
  // The list opens by a button where the screen has no room for it.
  await expect(start.or(list).first()).toBeVisible();
  if (await list.isVisible()) await list.click();
  await start.click();
  const dialog = page.getByRole('dialog', { name: 'New conversation' });
  await dialog.getByText(name, { exact: true }).click();
  await dialog.getByRole('button', { name: 'Start conversation' }).click();
  await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
}

/** Serves the site's own config with another idle lock, in seconds; 0 never locks. */
export const lockAfter = (page: Page, idleLock: number) => limit(page, { idleLock });

/** Serves the site's own config with other limits, in seconds. */
export async function limit(page: Page, changes: Readonly<Record<string, number>>): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const config = (await (await route.fetch()).json()) as object;
    const limits = { firstFrame: 30, stall: 10, giveUp: 60, ...changes };
    await route.fulfill({ json: { ...config, limits } });
  });
}

/** What the assistants were sent, in order; what was written to the history is not among it. */
export function taken(mock: MockServer): readonly ReceivedMessage[] {
  return mock.received().filter(isForAssistant);
}

export function isForAssistant({ backEnd, action }: ReceivedMessage): boolean {
  return backEnd !== 'sessions' || action === 'ask';
}

/** Sends a question and waits for the whole reply. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(question);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  // A whole reply is many frames, and a busy machine draws them late.
  await expect(lastReply(page)).toContainText('generated by AI, check before acting', {
    timeout: 15_000,
  });
}

export function lastReply(page: Page) {
  return page.getByRole('article', { name: /^Reply of/ }).last();
}

/** Shown once everything up to now is on the device, and outlives the page. */
export const saved = (page: Page) => page.getByText('Saved on this device');

/** Loads the page anew once its work is on the device: what is drawn is written a moment later. */
export async function reloadOnceSaved(page: Page): Promise<void> {
  await expect(saved(page)).toBeVisible();
  await page.reload();
}

export function lastMessage(page: Page) {
  return page.getByRole('article', { name: /^Your message/ }).last();
}

/** No fault that axe can see, in the state the page is in. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // For pages without frames, and spares a page of its own for each look.
    .setLegacyMode(true)
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([]);
}
