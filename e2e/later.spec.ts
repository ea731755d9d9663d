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
    const waiting = page.getByRole('status').filter({ hasText: 'Loading …' });
    await expect(waiting).toBeFocused();
    held.release();
    await expect(page.getByRole('combobox')).toBeFocused();
    await expect(waiting).toBeHidden();
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

/** `order-form` of `https://…/assets/order-form-1a2b3c4d.js`. */
function partName(url: string): string {
  return /\/assets\/(.+)-[\w-]{8}\.js$/.exec(url)?.[1] ?? '';
}

/** Answers the request for the order form only once it is released. */
async function holdBack(page: Page) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(orderForm, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}
