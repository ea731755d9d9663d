/** What the history holds, held against what the screen shows. */
import type { Page } from '@playwright/test';
import type { MockServer } from '../mock-server/server.ts';
import type { Exchange } from '../src/core/conversation.ts';
import { replyText } from '../src/core/conversation.ts';
import { readHead } from '../src/core/record/head.ts';
import { readRecord } from '../src/core/record/read-record.ts';
import { plainWords } from '../src/lib/plain-words.ts';
import { connectSessions } from '../src/testing/scripted-sessions.ts';
import { acknowledge } from './acknowledge.ts';
import {
  ask,
  chooseDoctor,
  expect,
  expectAccessible,
  isForAssistant,
  lastReply,
  reloadOnceSaved,
  saved,
  signIn,
  test,
} from './fixtures.ts';

/** The token that the page shows the history. */
async function tokenOf(page: Page): Promise<string> {
  const asked = await page.waitForRequest((request) => request.url().includes('/openai/'));
  return (await asked.headerValue('authorization'))?.replace('Bearer ', '') ?? '';
}

/** Everything that the history holds of this person's records, the oldest first. */
async function readHistory(mock: MockServer, token: string) {
  const credentials = {
    accessToken: () => Promise.resolve(token),
    renew: () => Promise.reject(new Error('The token was refused')),
  };
  const { history } = connectSessions(`${mock.url}/openai`, { credentials });
  const { items } = await history.list({ limit: 500, after: null });
  const records = items.filter(({ instructions }) => readHead(instructions) !== null);
  return Promise.all(
    records.toReversed().map(async (kept) => {
      const page = { limit: 500, after: null, order: 'oldest-first' } as const;
      const messages = (await history.readMessages(kept.id, page)).items;
      return { kept, messages, read: readRecord(kept, messages) };
    }),
  );
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
const written = (page: Page) => page.getByText('History up to date');

/** The conversation on the screen and its record: the same, and each thing once. */
async function expectRecorded(page: Page, mock: MockServer, token: string): Promise<void> {
  await expect(written(page)).toBeVisible({ timeout: 20_000 });
  const articles = await page.getByRole('article').allInnerTexts();
  const shown = articles.map(letters);
  const records = await readHistory(mock, token);
  const ids = records.map(({ kept }) => readHead(kept.instructions)?.conversationId);
  expect(new Set(ids).size).toBe(ids.length);
  const last = records.at(-1);
  const names = last?.messages.map(({ assistantId }) => assistantId) ?? [];
  expect(new Set(names).size).toBe(names.length);
  const exchanges = last?.read.exchanges ?? [];
  expect(exchanges).toHaveLength(shown.length / 2);
  exchanges.forEach((exchange, index) => expectShown(exchange, shown.slice(2 * index)));
}

function expectShown({ message, turn }: Exchange, [asked = '', reply = '']: readonly string[]) {
  expect(asked).toContain(letters(message.text));
  for (const line of plainWords(replyText(turn)).split('\n')) {
    expect(reply).toContain(letters(line));
  }
}

test('[HI3] questions, orders and what they cost are in the history as on the screen', async ({
  page,
  mock,
}) => {
  const token = tokenOf(page);
  await signIn(page);
  await ask(page, 'Does he smoke?');
  await page.getByRole('radio', { name: 'Order test' }).click();
  await page.getByRole('combobox').fill('d-dimer');
  await page.getByRole('option', { name: 'd-dimer' }).first().click();
  await page.getByRole('button', { name: /^Send order/ }).click();
  const ordered = page.getByRole('region', { name: 'Ordered tests' });
  await expect(ordered.getByText('placed')).toHaveCount(1);
  await expectRecorded(page, mock, await token);
  const [record] = await readHistory(mock, await token);
  expect(record?.kept.name).toBe('Does he smoke?');
  expect(record?.messages.map(({ text }) => text)[2]).toBe('Order: d-dimer');
  expect(record?.read.exchanges[1]).toMatchObject({
    message: { action: 'order' },
    settlement: { cost: 2000, totalSpent: 2000, orderedTests: ['d-dimer'] },
  });
});

test('[HI3] an emergency, who took it on, and a reply that was stopped', async ({ page, mock }) => {
  const token = tokenOf(page);
  await signIn(page);
  await chooseDoctor(page);
  await ask(page, 'I have crushing chest pain');
  await acknowledge(page, 'With the patient');
  mock.setRate(20);
  await page.getByLabel('Message', { exact: true }).fill('And now?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(lastReply(page)).toContainText(/\w{4}.*\w{4}/);
  await page.getByRole('button', { name: 'Stop' }).click();
  mock.setRate(0);
  await expect(lastReply(page)).toContainText('Stopped by you');
  // The end of a stopped reply is waited for: it says what the reply cost.
  const turn = async () => (await readHistory(mock, await token))[0]?.read.exchanges[1]?.turn;
  await expect.poll(turn, { timeout: 20_000 }).toMatchObject({ failure: { kind: 'stopped' } });
  await expectRecorded(page, mock, await token);
  const [record] = await readHistory(mock, await token);
  expect(record?.read).toMatchObject({
    source: { assistant: 'AI Doctor' },
    alerts: [{ severity: 'emergency', acknowledgement: { reason: 'With the patient' } }],
  });
  expect(record?.read.exchanges[0]?.steps.length).toBeGreaterThan(0);
  const texts = record?.messages.map(({ text }) => text).join('\n');
  expect(texts).toMatch(/\[Stopped (here )?by the reader/);
});

const calls = [
  { name: 'the beginning', match: { method: 'POST', path: '/openai/sessions' } },
  { name: 'a message', match: { method: 'POST', path: '/openai/sessions/*/messages' } },
  { name: 'the end', match: { method: 'PATCH', path: '/openai/sessions/*' } },
];
/** `src/state/mirror-server.test.ts` has all ways to fail, against the same server. */
const faults = [
  {
    name: 'fails once it is done',
    fault: { kind: 'status' as const, status: 500, processed: true },
  },
  { name: 'loses its answer', fault: { kind: 'lost-answer' as const } },
];

for (const { name, fault } of faults) {
  test(`[HI3] each thing is in the history once, where a request ${name}`, async ({
    page,
    mock,
  }) => {
    const token = tokenOf(page);
    await signIn(page);
    for (const { name: which, match } of calls) {
      mock.faults.arm({ ...fault, match: { backEnd: 'sessions', ...match } });
      await ask(page, `What of ${which}?`);
      if (which !== 'the end') await expectRecorded(page, mock, await token);
      await page.getByRole('button', { name: 'New conversation' }).click();
      await page.getByRole('button', { name: 'Start conversation' }).click();
      await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
    }
    await expect(async () => {
      const records = await readHistory(mock, await token);
      expect(mock.faults.armed()).toEqual([]);
      expect(records.map(({ kept }) => [kept.name, kept.endedAt === null])).toEqual(
        calls.map(({ name: which }) => [`What of ${which}?`, false]),
      );
      for (const { messages } of records) expect(messages).toHaveLength(2);
    }).toPass();
  });
}

for (const processed of [false, true]) {
  test(`[HI3] a reload while a message is written: it ${processed ? 'had' : 'had not'} arrived`, async ({
    page,
    mock,
  }) => {
    const token = tokenOf(page);
    await signIn(page);
    await ask(page, 'Does he smoke?');
    await expectRecorded(page, mock, await token);
    const [method, path] = ['POST', '/openai/sessions/*/messages'];
    mock.faults.arm({ kind: 'hang', processed, match: { backEnd: 'sessions', method, path } });
    const asked = page.waitForRequest((request) => request.url().endsWith('/messages'));
    await ask(page, 'Any allergies?');
    await asked;
    await reloadOnceSaved(page);
    await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
    await expectRecorded(page, mock, await token);
  });
}

test('[HI3] a server that goes away and comes back', async ({ page, mock }) => {
  const token = tokenOf(page);
  await signIn(page);
  await ask(page, 'Does he smoke?');
  mock.setRate(10);
  await page.getByLabel('Message', { exact: true }).fill('Tell me more');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(lastReply(page)).toContainText(/\w{4}.*\w{4}/);
  await mock.restart({ ms: 1_000 });
  mock.setRate(0);
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible({ timeout: 20_000 });
  await expectRecorded(page, mock, await token);
  const [record] = await readHistory(mock, await token);
  expect(record?.messages.at(-2)?.text).toMatch(
    /\[(Incomplete, do not rely on it|No reply): the connection was lost/,
  );
});

test.describe('a history that cannot be reached', () => {
  test('[HI3] is told on the message and below, and tried again; the conversation goes on', async ({
    page,
    mock,
  }) => {
    await signIn(page);
    await page.route('**/openai/**', (route) => route.abort());
    await ask(page, 'Does he smoke?');
    // What it says first depends on how soon the service is left in peace.
    const note = page.getByText(
      /Not in the history yet: the history (cannot be reached|has failed several times in a row)/,
    );
    await expect(note).toContainText(/Trying again/, { timeout: 15_000 });
    await expect(page.getByText('History unavailable: 2 behind')).toBeVisible();
    await expectAccessible(page);
    await ask(page, 'Any allergies?');
    await expect(page.getByText('History unavailable: 4 behind')).toBeVisible();
    await expect(page.getByText('Not in the history yet', { exact: true })).toHaveCount(1);
    await page.unroute('**/openai/**');
    const token = tokenOf(page);
    await page.getByRole('button', { name: 'Try now' }).first().click();
    await expectRecorded(page, mock, await token);
    await expect(note).toBeHidden();
  });

  test('[HI3] is told before what it lacks is wiped', async ({ page, mock }) => {
    await signIn(page);
    await page.route('**/openai/**', (route) => route.abort());
    await ask(page, 'Does he smoke?');
    const leave = page.getByRole('button', { name: 'Sign out', exact: true });
    await leave.click();
    const dialog = page.getByRole('alertdialog');
    await expect(dialog).toContainText('2 messages are not in the history yet.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await leave.click();
    await dialog.getByRole('button', { name: 'Wait, then sign out' }).click();
    await expect(dialog).toContainText('You are signed out as soon as it is written.');
    await page.unroute('**/openai/**');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: 20_000 });
    const kept = mock.received().filter((message) => !isForAssistant(message));
    expect(kept.map(({ action }) => action)).toEqual(['user', 'assistant']);
  });

  test('[HI3] goes without it where the person says so', async ({ page }) => {
    await signIn(page);
    await page.route('**/openai/**', (route) => route.abort());
    await ask(page, 'Does he smoke?');
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Sign out anyway' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });
});

test('[HI3] what a closed tab left behind is written by the next', async ({
  page,
  mock,
  context,
}) => {
  await signIn(page);
  await page.route('**/openai/**', (route) => route.abort());
  await ask(page, 'Does he smoke?');
  await expect(saved(page)).toBeVisible();
  await page.close();
  const next = await context.newPage();
  const token = tokenOf(next);
  await signIn(next);
  await expect(next.getByText('History up to date')).toBeVisible({ timeout: 15_000 });
  await expect(async () => {
    const [record] = await readHistory(mock, await token);
    expect(record?.kept.endedAt).not.toBeNull();
    expect(record?.read.exchanges.map(({ message }) => message.text)).toEqual(['Does he smoke?']);
  }).toPass();
});
