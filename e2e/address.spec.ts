import type { Page } from '@playwright/test';
import {
  ask,
  expect,
  expectAccessible,
  lastMessage,
  physician,
  reloadOnceSaved,
  signIn,
  signOut,
  test,
} from './fixtures.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const item = (page: Page, name: string | RegExp) => list(page).getByRole('button', { name });
const live = (page: Page) => page.getByText(/^Live · \d+ ms$/);
const nowhere = (page: Page) => page.getByRole('heading', { name: 'No conversation here' });
const back = (page: Page) => page.getByRole('button', { name: 'Back to the present one' });

const hashOf = (page: Page) => new URL(page.url()).hash;

async function startAnother(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('button', { name: 'Start conversation' }).click();
  await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
}

/** Two that ended, of which the first is shown; a third is live. */
async function lookAtFirst(page: Page, path?: string): Promise<void> {
  await signIn(page, physician, path);
  await ask(page, 'Any allergies?');
  await startAnother(page);
  await ask(page, 'Any fever?');
  await startAnother(page);
  await item(page, /Any allergies/).click();
  await expect(lastMessage(page)).toContainText('Any allergies?');
}

test('[HI4] each conversation has an address of its own, made of ids alone', async ({ page }) => {
  await lookAtFirst(page);
  expect(hashOf(page)).toMatch(/^#\/conversations\/[\w-]+$/);
  const first = page.url();
  await item(page, /Any fever/).click();
  await expect(lastMessage(page)).toContainText('Any fever?');
  await expect(page).not.toHaveURL(first);
  await back(page).click();
  await expect.poll(() => hashOf(page)).toBe('#/');
});

test('[HI4] Back and Forward lead through what was looked at', async ({ page }) => {
  await lookAtFirst(page);
  await item(page, /Any fever/).click();
  await expect(lastMessage(page)).toContainText('Any fever?');
  await page.goBack();
  await expect(lastMessage(page)).toContainText('Any allergies?');
  await page.goBack();
  await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
  await page.goForward();
  await expect(lastMessage(page)).toContainText('Any allergies?');
  await page.goForward();
  await expect(lastMessage(page)).toContainText('Any fever?');
});

test('[HI4] a reload returns to the conversation', async ({ page }) => {
  await lookAtFirst(page);
  await reloadOnceSaved(page);
  await expect(live(page)).toBeVisible();
  await expect(lastMessage(page)).toContainText('Any allergies?');
});

for (const address of [
  '#/conversations/0123',
  '#/nonsense',
  '#/conversations/%E0%A4%A',
  '#x/y?z',
]) {
  test(`[HI4] ${address} leads nowhere, says so and leads back`, async ({ page }) => {
    await signIn(page, physician, `/${address}`);
    await expect(nowhere(page)).toBeVisible();
    await expectAccessible(page);
    await back(page).press('Enter');
    await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
    expect(hashOf(page)).toBe('#/');
    await expect(page.getByLabel('Message', { exact: true })).toBeFocused();
  });
}

test('[HI4] the case of a demonstration stays in the address', async ({ page }) => {
  await lookAtFirst(page, '/?case=syncope');
  const { search, hash } = new URL(page.url());
  expect(search).toBe('?case=syncope');
  expect(hash).toMatch(/^#\/conversations\/[\w-]+$/);
  await page.goBack();
  await expect.poll(() => page.url()).toMatch(/\/\?case=syncope(#\/)?$/);
});

test('[AU5] signing out takes the ids out of the address and off the tab', async ({ page }) => {
  await lookAtFirst(page);
  await signOut(page);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect.poll(() => hashOf(page)).toBe('');
  expect(await page.evaluate(() => Object.keys(sessionStorage))).not.toContain('bedside.places');
  await signIn(page);
  await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
});
