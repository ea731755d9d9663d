/** The order form by hand and by ear, and where the focus goes while a case is worked. */
import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  lastReply,
  nurse,
  reloadOnceSaved,
  signIn,
  test,
} from './fixtures.ts';

const message = (page: Page) => page.getByLabel('Message', { exact: true });
const action = (page: Page, name: string) => page.getByRole('radio', { name });
const search = (page: Page) => page.getByRole('combobox');
const chosen = (page: Page) => page.getByRole('list', { name: 'Chosen tests' });
const form = (page: Page) => page.getByRole('form', { name: 'Order tests' });

async function openOrderForm(page: Page): Promise<void> {
  await signIn(page);
  await page.keyboard.press('Alt+2');
  await expect(page.getByPlaceholder(/^Search \d+ tests/)).toBeFocused();
}

/** As a paste or a dictation does: no key is pressed. */
async function dictate(page: Page, text: string): Promise<void> {
  await search(page).fill('');
  await page.keyboard.insertText(text);
}

test.describe('finding a test', () => {
  test('[OR1] Enter takes the test that is named, not the one under the pointer', async ({
    page,
  }) => {
    await openOrderForm(page);
    await dictate(page, 'troponin');
    const hovered = page.getByRole('option', { name: /^troponin t\b/ });
    await page.mouse.move(5, 5);
    await hovered.hover();
    await dictate(page, 'TROPONIN  i');
    await page.getByRole('option').last().hover();
    await page.keyboard.press('Enter');
    await expect(chosen(page).getByRole('listitem')).toHaveText([/^troponin i/]);

    await dictate(page, 'tropon');
    await hovered.hover();
    await page.keyboard.press('Enter');
    await expect(chosen(page).getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(chosen(page).getByRole('listitem')).toHaveCount(2);
  });

  test('[OR1] hovering marks nothing, arrow keys do', async ({ page }) => {
    await openOrderForm(page);
    await search(page).fill('troponin');
    await page.getByRole('option').last().hover();
    await expect(page.locator('[role=option][data-focused]')).toHaveCount(0);
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('[role=option][data-focused]')).toHaveCount(1);
  });

  test('[OR1] while the list is being read nothing is off it, and Enter takes nothing', async ({
    page,
  }) => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/v1/tests*', async (route) => {
      await held;
      await route.continue();
    });
    await signIn(page);
    await page.keyboard.press('Alt+2');
    await expect(search(page)).toBeFocused();
    await page.keyboard.type('tropo');
    await expect(search(page)).toHaveValue('tropo');
    await expect(page.getByRole('listbox')).toContainText('still being read');
    await expect(page.getByText('not on the list')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(form(page)).toContainText('still being read');
    await page.getByRole('button', { name: /^Send order/ }).click();
    await expect(page.getByRole('article', { name: /^Your message/ })).toHaveCount(0);
    await expect(chosen(page)).toHaveCount(0);
    answer();
    await expect(page.getByPlaceholder(/^Search \d+ tests/)).toHaveValue('tropo');
    await expect(form(page)).toContainText('not on the list');
  });

  test('[AX2] in forced colours the marked option and the chosen action are outlined', async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await openOrderForm(page);
    await search(page).fill('troponin');
    await page.keyboard.press('ArrowDown');
    const outline = (name: RegExp) =>
      page
        .getByRole('option', { name })
        .evaluate((option) => getComputedStyle(option).outlineStyle);
    expect(await outline(/^troponin i\b/)).toBe('solid');
    expect(await outline(/^troponin t\b/)).toBe('none');
    await page.keyboard.press('Escape');
    const frame = (name: string) =>
      page
        .locator('label', { has: action(page, name) })
        .evaluate((tab) => getComputedStyle(tab).borderColor);
    expect(await frame('Order test')).not.toBe(await frame('Ask'));
  });

  test('[AX1] with the list open the page can still be heard, and axe finds nothing', async ({
    page,
  }) => {
    await openOrderForm(page);
    await search(page).fill('troponin');
    await expect(page.getByRole('option').first()).toBeVisible();
    await expectAccessible(page);
    await expect(page.locator('[role=status]').first()).not.toHaveAttribute('aria-hidden');
    await expect(page.locator('[aria-hidden=true]:not([hidden]) [role=status]')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-live-announcer][id=root]')).toHaveCount(0);
  });

  test('[AX5] the list covers neither the field nor the actions', async ({ page }) => {
    await openOrderForm(page);
    await search(page).fill('t');
    const list = await page.getByRole('listbox').boundingBox();
    const actions = await page.getByRole('radiogroup', { name: 'Action' }).boundingBox();
    if (!list || !actions) throw new Error('Nothing is shown');
    expect(list.y + list.height).toBeLessThanOrEqual(actions.y);
  });
});

test.describe('an order', () => {
  test('[OR1] a double click on Send sends once, and finds no fault afterwards', async ({
    page,
  }) => {
    await openOrderForm(page);
    await page.keyboard.type('d-dimer');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Send order/ }).dblclick();
    await expect(page.getByRole('article', { name: /^Your message/ })).toHaveCount(1);
    await expect(page.getByText('Choose a test first.')).toHaveCount(0);
  });

  test('[OR2] a price list that cannot be read is said, and read on retry', async ({ page }) => {
    await page.route('**/demo-price-list.json', (route) => route.fulfill({ status: 404 }));
    await openOrderForm(page);
    await expect(form(page)).toContainText('The price list could not be read');
    await expectAccessible(page);
    await page.unroute('**/demo-price-list.json');
    await form(page).getByRole('button', { name: 'Try again' }).click();
    await expect(form(page)).not.toContainText('The price list could not be read');
  });

  test('[OR1] a test that is typed and not added is there after a reload', async ({ page }) => {
    await openOrderForm(page);
    await page.keyboard.type('d-dim');
    await reloadOnceSaved(page);
    await expect(page.getByText(/^Live/)).toBeVisible();
    await page.keyboard.press('Alt+2');
    await expect(search(page)).toHaveValue('d-dim');
  });
});

test.describe('the focus', () => {
  test('[AX5] is in the message field after signing in, and in the first field of an action', async ({
    page,
  }) => {
    await signIn(page);
    await expect(message(page)).toBeFocused();
    await page.keyboard.press('Alt+2');
    await expect(search(page)).toBeFocused();
    await page.keyboard.press('Alt+3');
    await expect(page.getByLabel('Message: final diagnosis')).toBeFocused();
    await page.keyboard.press('Alt+1');
    await expect(message(page)).toBeFocused();
  });

  test('[AX5] goes to the field next to an alternative that is removed', async ({ page }) => {
    await signIn(page);
    await page.keyboard.press('Alt+3');
    const alternative = (rank: number) => page.getByLabel(`Alternative ${rank}`, { exact: true });
    await page.getByRole('button', { name: 'Add an alternative' }).click();
    await expect(alternative(2)).toBeFocused();
    await page.getByRole('button', { name: 'Add an alternative' }).click();
    await page.getByRole('button', { name: 'Remove alternative 2' }).click();
    await expect(alternative(2)).toBeFocused();
    await page.getByRole('button', { name: 'Remove alternative 2' }).click();
    await expect(page.getByLabel('Message: final diagnosis')).toBeFocused();
  });

  test('[AX2] the actions are radio buttons: arrows choose, Tab comes to the chosen', async ({
    page,
  }) => {
    await signIn(page);
    await expect(message(page)).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(action(page, 'Ask')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(action(page, 'Order test')).toBeChecked();
    await expect(action(page, 'Order test')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(action(page, 'Diagnose')).toBeChecked();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Message: final diagnosis')).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(action(page, 'Diagnose')).toBeFocused();
  });

  test('[AX2] AltGr chooses nothing, nor does Alt while a dialog is open', async ({ page }) => {
    await signIn(page);
    await page.keyboard.press('Control+Alt+2');
    await expect(action(page, 'Ask')).toBeChecked();
    await message(page).dispatchEvent('keydown', {
      ...{ key: '²', code: 'Digit2', altKey: true, modifierAltGraph: true, bubbles: true },
    });
    await expect(action(page, 'Ask')).toBeChecked();
    await page.getByRole('button', { name: 'Full case' }).click();
    await page.keyboard.press('Alt+2');
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(action(page, 'Ask')).toBeChecked();
  });
});

test.describe('a reply under way', () => {
  test.use({ mockOptions: { rate: 8 } });

  test('[AX5] that is stopped leaves the focus in the field', async ({ page }) => {
    await signIn(page);
    await page.keyboard.type('Tell me more');
    await page.keyboard.press('Enter');
    await expect(lastReply(page)).toContainText('is answering');
    await page.getByRole('button', { name: 'Stop' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
    await expect(message(page)).toBeFocused();
  });
});

test.describe('a new conversation', () => {
  test('[TU2] takes along what was written and chosen, and says so', async ({ page }) => {
    await signIn(page);
    await page.keyboard.type('Half a question');
    await page.keyboard.press('Alt+3');
    await page.keyboard.type('NSTEMI');
    await page.getByRole('button', { name: 'New conversation' }).click();
    await expect(page.getByRole('dialog')).toContainText('written and not sent goes along');
    await page.getByRole('button', { name: 'Start conversation' }).click();
    await expect(page.getByText('Not begun yet').first()).toBeVisible();
    await expect(page.getByLabel('Message: final diagnosis')).toHaveValue('NSTEMI');
    await page.keyboard.press('Alt+1');
    await expect(message(page)).toHaveValue('Half a question');
  });

  test('[AU6] who may not export is not told to', async ({ page }) => {
    await signIn(page, nurse);
    const list = page.getByRole('navigation', { name: 'Conversations' });
    await expect(list).toContainText('until you sign out');
    await expect(list).not.toContainText('Export');
  });
});

test.describe('a site whose config.json is wrong', () => {
  test('[OP1] is told of a mistake of JSON as one, and of an address by its key', async ({
    page,
  }) => {
    const serve = (body: string) =>
      page.route('**/config.json', (route) =>
        route.fulfill({ contentType: 'application/json', body }),
      );
    await serve('{"tenant":"A",}');
    await page.goto('/');
    await expect(page.getByRole('listitem')).toContainText('not valid JSON');
    await page.unroute('**/config.json');
    await serve('{"tenant":"A","dx0":{"baseUrl":"http://[bad"}}');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('listitem')).toContainText('dx0.baseUrl');
  });
});
