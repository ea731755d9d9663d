import type { Page } from '@playwright/test';
import { expect, expectAccessible, lastMessage, physician, signIn, test } from './fixtures.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const row = (page: Page, name: RegExp | string) =>
  list(page)
    .getByRole('listitem')
    .filter({ has: page.getByText(name) });
const log = (page: Page) => page.getByRole('log', { name: 'Transcript' });
const turns = (page: Page) => log(page).getByRole('group', { name: /^Turn/ });

/** Holds what changes the history, until it is told what becomes of it. */
async function hold(page: Page, method: 'PATCH' | 'DELETE') {
  const held: (() => void)[] = [];
  let isRefused = true;
  await page.route('**/openai/sessions/**', async (route) => {
    if (route.request().method() !== method) return route.fallback();
    await new Promise<void>((resolve) => held.push(resolve));
    if (isRefused) await route.fulfill({ status: 403, json: { error: 'not yours' } });
    else await route.continue();
  });
  return async (outcome: 'refuse' | 'allow') => {
    await expect.poll(() => held.length).toBeGreaterThan(0);
    isRefused = outcome === 'refuse';
    held.shift()?.();
  };
}

async function choose(page: Page, name: RegExp, act: string): Promise<void> {
  await row(page, name).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

test.describe('what is changed is seen at once, and taken back where the server refuses', () => {
  test('[HI2] a name', async ({ page, mock }) => {
    mock.seed({ user: 'physician', conversations: 3, messages: 2 });
    await signIn(page);
    const settle = await hold(page, 'PATCH');
    await choose(page, /case 3$/, 'Rename …');
    await page.getByLabel('Name', { exact: true }).fill('Night shift');
    await page.keyboard.press('Enter');
    await expect(row(page, 'Night shift')).toBeVisible();
    await settle('refuse');
    await expect(row(page, /case 3$/)).toContainText('Not renamed');
    const note = list(page).getByText('was not renamed to “Night shift”');
    await expect(note).toContainText('It is as it was.');
    await expectAccessible(page);
    await list(page).getByRole('button', { name: 'Try again' }).click();
    await settle('allow');
    await expect(row(page, 'Night shift')).toBeVisible();
    await expect(note).toBeHidden();
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
    await expect(row(page, 'Night shift')).toBeVisible();
  });

  test('[HI2] an end', async ({ page, mock }) => {
    mock.seed({ user: 'physician', conversations: 3, messages: 2 });
    await signIn(page);
    const settle = await hold(page, 'PATCH');
    const end = async () => {
      await choose(page, /case 3$/, 'End …');
      await page.getByRole('button', { name: 'End it' }).click();
    };
    await end();
    await expect(row(page, /case 3$/)).toContainText('Ended');
    await settle('refuse');
    await expect(row(page, /case 3$/)).toContainText('Not ended');
    await list(page).getByRole('button', { name: 'Dismiss' }).click();
    await expect(row(page, /case 3$/)).toContainText('Open');
    await end();
    await settle('allow');
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
    await expect(row(page, /case 3$/)).toContainText('Ended');
  });

  test('[HI2] a message that is deleted', async ({ page, mock }) => {
    const { newest } = mock.seed({ user: 'physician', conversations: 1, messages: 6 });
    await signIn(page, physician, `/#/conversations/${newest}`);
    await expect(turns(page)).toHaveCount(3);
    const settle = await hold(page, 'DELETE');
    const reply = turns(page)
      .nth(1)
      .getByRole('article', { name: /^Reply/ });
    const remove = async () => {
      await reply.getByRole('button', { name: 'Delete this reply' }).click();
      await expect(page.getByRole('alertdialog')).toContainText(
        'The message that it answers stays',
      );
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
    };
    await remove();
    await expect(reply).toBeHidden();
    await settle('refuse');
    await expect(reply).toContainText('This was not deleted.');
    await expectAccessible(page);
    await reply.getByRole('button', { name: 'Dismiss' }).click();
    await remove();
    await settle('allow');
    await expect(reply).toBeHidden();
    await expect(log(page)).toBeFocused();
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
    await expect(turns(page)).toHaveCount(3);
    await expect(reply).toBeHidden();
  });
});

test('[HI2] cleaning up tells which, how far, and of each that could not be ended', async ({
  page,
  mock,
}) => {
  mock.seed({ user: 'physician', conversations: 200, messages: 2 });
  await signIn(page);
  await page.route('**/openai/sessions/**', async (route) => {
    const isEnd = route.request().method() === 'PATCH';
    const count = isEnd ? ++ends : 0;
    if (count === 2) await route.fulfill({ status: 403, json: { error: 'not yours' } });
    else await route.fallback();
  });
  let ends = 0;
  await list(page).getByRole('button', { name: 'Clean up …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Clean up' });
  await expect(dialog.getByText('There is none to end.')).toBeVisible();
  await dialog.getByLabel('Days without a word').fill('x');
  await expect(dialog.getByText('Write a whole number of days, 1 or more.')).toBeVisible();
  // One every 37 minutes: those that are older than five days are the first five or six.
  await dialog.getByLabel('Days without a word').fill('5');
  const preview = dialog.getByRole('list', { name: 'Conversations to be ended' });
  await expect(preview.getByRole('listitem').last()).toContainText('case 2');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /^End \d+ conversations$/ }).click();
  await expect(dialog.getByText(/^\d+ of \d+ ended, 1 not ended\.$/)).toBeVisible();
  await expect(dialog.getByText('was not ended.')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Try these again' }).click();
  await expect(dialog.getByText('1 of 1 ended.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(list(page).getByText('was not ended')).toBeHidden();
});

test('[HI1] a history that cannot be read says so, and is read on request', async ({
  page,
  mock,
}) => {
  mock.seed({ user: 'physician', conversations: 3, messages: 2 });
  await page.route('**/openai/sessions?*', (route) => route.fulfill({ status: 403, json: {} }));
  await signIn(page);
  await expect(list(page).getByText('The history could not be read.')).toBeVisible();
  await expect(row(page, 'Not begun yet')).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll({ behavior: 'wait' });
  await list(page).getByRole('button', { name: 'Try again' }).click();
  await expect(row(page, /case 3$/)).toBeVisible();
});

test('[HI1] the filter says over how many it looked, and looks through more', async ({
  page,
  mock,
}) => {
  mock.seed({ user: 'physician', conversations: 60, messages: 2 });
  await page.setViewportSize({ width: 1440, height: 500 });
  await signIn(page);
  await expect(row(page, /case 60$/)).toBeVisible();
  const field = list(page).getByLabel('Find in conversations');
  await field.fill('CASE 5');
  await expect(list(page).getByText(/ found in 51 conversations/)).toBeVisible();
  await list(page).getByRole('button', { name: 'Look through more' }).click();
  await expect(list(page).getByText(/\d+ found in 61 conversations/)).toBeVisible();
  await field.press('Escape');
  await expect(row(page, /case 60$/)).toBeVisible();
});

test('[HI5] a conversation with the consultant is gone on with', async ({ page, mock }) => {
  const { newest } = mock.seed({ user: 'physician', conversations: 1, messages: 4 });
  await signIn(page, physician, `/#/conversations/${newest}`);
  await page.getByRole('button', { name: 'Continue it' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page).toHaveURL(/#\/$/);
  await expect(turns(page)).toHaveCount(2);
  await page.getByLabel('Message', { exact: true }).fill('And now?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(lastMessage(page)).toContainText('And now?');
  await expect(turns(page)).toHaveCount(3);
});

test('[HI5] one that cannot be gone on with begins anew with a summary', async ({ page }) => {
  await signIn(page);
  await page.getByLabel('Message', { exact: true }).fill('Any allergies?');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(log(page)).toContainText('generated by AI, check before acting');
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('button', { name: 'Start conversation' }).click();
  await row(page, 'Any allergies?').getByRole('button').first().click();
  await expect(page.getByText('takes up no earlier conversation')).toBeVisible();
  await page.getByRole('button', { name: 'Begin anew with a summary' }).click();
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(page.getByLabel('Message', { exact: true })).toHaveValue(
    /^You do not have an earlier conversation about this case[^]*1\. Asked: Any allergies\?/,
  );
});
