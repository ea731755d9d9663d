import type { Page } from '@playwright/test';
import { ask, expect, lastReply, signIn, test } from './fixtures.ts';

const orderForm = '**/assets/order-form-*.js';

test.describe('a part that is fetched after the console', () => {
  test('[OP3] is there before anybody asks, and so opens without a network', async ({
    page,
    context,
  }) => {
    const fetched = new Set<string>();
    page.on('requestfinished', (request) => fetched.add(partName(request.url())));
    await signIn(page);
    await expect
      .poll(() => [...fetched])
      .toEqual(expect.arrayContaining(['order-form', 'diagnosis-form', 'export-dialog']));
    await context.setOffline(true);
    await page.keyboard.press('Alt+2');
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Alt+3');
    await expect(page.getByLabel('Message: final diagnosis')).toBeFocused();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByLabel('Patient id')).toBeFocused();
  });

  test('[OP3] says that it loads, and its field gets the focus that waited', async ({ page }) => {
    const held = await holdBack(page);
    await signIn(page);
    await page.keyboard.press('Alt+2');
    const main = page.getByRole('main');
    const waiting = main.getByRole('status').filter({ hasText: 'Loading …' });
    await expect(waiting).toBeFocused();
    held.release();
    await expect(page.getByRole('combobox')).toBeFocused();
    await expect(waiting).toBeHidden();
  });

  test('[OP3] opens what was asked for before it came, and the focus stays till then', async ({
    page,
  }) => {
    const held = await holdBack(page, '**/assets/dialog-window-*.js');
    await signIn(page);
    const connections = page.getByRole('button', { name: 'Connections:' });
    await connections.click();
    await expect(connections).toBeFocused();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    held.release();
    await expect(page.getByRole('dialog', { name: 'Connections' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(connections).toBeFocused();
  });

  test('[OP3] that cannot be had says so, harms nothing, and is had on retry', async ({ page }) => {
    const failure = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await page.route(orderForm, (route) => route.abort());
    await signIn(page);
    await page.getByLabel('Message').fill('Any fever?');
    await page.keyboard.press('Alt+2');
    await expect(failure).toBeVisible();
    await page.keyboard.press('Alt+1');
    await expect(page.getByLabel('Message')).toHaveValue('Any fever?');
    await ask(page, 'Any fever at night?');
    await expect(lastReply(page)).toBeVisible();
    await page.keyboard.press('Alt+2');
    await expect(failure).toBeVisible();
    await page.unroute(orderForm);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('combobox')).toBeFocused();
  });
});

test.describe('[OP3] a part that is gone, since the server has another version', () => {
  const gone = { status: 404, body: 'There is nothing at this address.' };

  test('loads the page anew once, and never over a draft', async ({ page }) => {
    let loads = 0;
    page.on('load', () => loads++);
    await deploy(page);
    await page.route(orderForm, (route) => route.fulfill(gone));
    await signIn(page);
    await expect.poll(() => loads).toBe(2);
    await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
    await page.getByLabel('Message').fill('Any fever?');
    await page.keyboard.press('Alt+2');
    await expect(page.getByRole('alert').filter({ hasText: 'could not be loaded' })).toBeVisible();
    await expect(page.getByText('A new version of Bedside is ready')).toBeVisible();
    expect(loads).toBe(2);
    await page.unroute(orderForm);
    await page.getByRole('button', { name: 'Load it' }).click();
    await expect(page.getByRole('combobox')).toBeVisible();
    await page.keyboard.press('Alt+1');
    await expect(page.getByLabel('Message')).toHaveValue('Any fever?');
    expect(loads).toBe(3);
  });

  test('does so too when it is the console itself, and the person is in', async ({ page }) => {
    await deploy(page);
    let loads = 0;
    page.on('load', () => loads++);
    await page.route('**/assets/open-workspace-*.js', (route) => route.fulfill(gone), { times: 1 });
    await page.goto('/');
    await page.getByLabel('Username').fill('physician');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => loads).toBe(2);
    await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
    await page.route('**/assets/open-workspace-*.js', (route) => route.fulfill(gone));
    await page.reload();
    await expect(page.getByRole('heading', { name: 'could not be opened' })).toBeVisible();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load again' }).click();
    await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
  });
});

test.describe('a browser of another language', () => {
  test.use({ locale: 'ar-EG' });

  test('[AX2] gets the same words and the same arrow keys', async ({ page }) => {
    await signIn(page);
    await page.getByRole('radio', { name: 'Ask' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: 'Order test' })).toBeChecked();
    await page.getByRole('combobox').press('ArrowDown');
    await expect(page.getByRole('listbox')).toHaveAccessibleName(/Suggestions/);
  });
});

test.describe('a new version on the server', () => {
  test.use({ mockOptions: { rate: 12 } });

  test('[OP3] is offered, over a reply and a draft it is not forced, and taking it loses neither', async ({
    page,
  }) => {
    const offer = page.getByRole('status').filter({ hasText: 'A new version' });
    const draft = page.getByLabel('Message', { exact: true });
    await deploy(page);
    await signIn(page);
    await expect(offer).toContainText('nothing is lost by loading it');
    await draft.fill('Tell me more');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lastReply(page)).toContainText(/\w{4}/);
    await draft.fill('half a question');
    await expect(offer).toContainText('once this reply is whole');
    await expect(page.getByRole('button', { name: 'Load it' })).toHaveCount(0);
    await expect(lastReply(page)).toContainText('generated by AI, check before acting');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Load it' }).click();
    await expect(draft).toHaveValue('half a question');
    await expect(lastReply(page)).toContainText('generated by AI, check before acting');
    await expect(offer).toBeHidden();
  });
});

/** Says that the server has another version now. */
async function deploy(page: Page): Promise<void> {
  const json = { version: '9.9.9', build: 'another' };
  await page.route('**/version.json', (route) => route.fulfill({ json }));
}

/** `order-form` of `https://…/assets/order-form-1a2b3c4d.js`. */
function partName(url: string): string {
  return /\/assets\/(.+)-[\w-]{8}\.js$/.exec(url)?.[1] ?? '';
}

/** Answers the request for that file only once it is released. */
async function holdBack(page: Page, file = orderForm) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(file, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}
