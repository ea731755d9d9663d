import { ask, expect, lastMessage, lastReply, reloadOnceSaved, signIn, test } from './fixtures.ts';

test.describe('after a reload', () => {
  for (const action of ['Order test', 'Diagnose']) {
    test(`[TU2] what was being written is open in its form: ${action}`, async ({ page }) => {
      await signIn(page);
      await page.getByRole('radio', { name: action }).click();
      await reloadOnceSaved(page);
      await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
      await expect(page.getByRole('radio', { name: action })).toBeChecked();
      await expect(page.getByRole('button', { name: /^Send (order|diagnosis)/ })).toBeVisible();
    });
  }

  test('the conversation, the draft, the basket and the ledger are there again', async ({
    page,
  }) => {
    await signIn(page);
    await ask(page, 'Does he smoke?');
    await page.getByRole('radio', { name: 'Order test' }).click();
    await page.getByRole('combobox').fill('d-dimer');
    await page.getByRole('option', { name: 'd-dimer' }).first().click();
    await page.getByRole('button', { name: /^Send order/ }).click();
    const ordered = page.getByRole('region', { name: 'Ordered tests' });
    await expect(ordered.getByText('placed')).toHaveCount(1);
    await page.getByRole('combobox').fill('troponin i');
    await page.getByRole('option', { name: 'troponin i' }).first().click();
    await page.getByRole('radio', { name: 'Ask' }).click();
    await page.getByLabel('Message', { exact: true }).fill('half a question');
    await reloadOnceSaved(page);
    await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
    await expect(page.getByText('Does he smoke?').first()).toBeVisible();
    await expect(ordered.getByText('placed')).toHaveCount(1);
    await expect(page.getByRole('region', { name: 'Budget' })).toContainText('$480.00');
    await expect(page.getByLabel('Message', { exact: true })).toHaveValue('half a question');
    await expect(page.getByText('does not remember the turns above')).toBeVisible();
    await page.getByRole('radio', { name: 'Order test' }).click();
    await expect(page.getByRole('button', { name: 'Remove troponin i' })).toBeVisible();
  });
});

test.describe('a reload in the middle', () => {
  test.use({ mockOptions: { rate: 8 } });

  test('[TU4] of a reply: what came is kept and marked; nothing is sent again', async ({
    page,
  }) => {
    await signIn(page);
    await page.getByLabel('Message', { exact: true }).fill('Tell me more');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lastReply(page)).toContainText(/\w{4}.*\w{4}/);
    await page.reload();
    await expect(lastMessage(page)).toContainText('Tell me more');
    await expect(lastReply(page)).toContainText('the connection was lost');
    await expect(page.getByRole('article', { name: /^Your message/ })).toHaveCount(1);
  });

  test('[OR4] of an order: it is uncertain, and the next total settles it', async ({ page }) => {
    await signIn(page);
    await page.getByRole('radio', { name: 'Order test' }).click();
    await page.getByRole('combobox').fill('electrocardiogram');
    await page.getByRole('option', { name: 'electrocardiogram' }).first().click();
    await page.getByRole('button', { name: /^Send order/ }).click();
    await expect(lastReply(page)).toContainText(/\w{4}/);
    await page.reload();
    const ordered = page.getByRole('region', { name: 'Ordered tests' });
    await expect(ordered).toContainText(/the next total will tell/);
    await page.getByRole('radio', { name: 'Ask' }).click();
    await page.getByLabel('Message', { exact: true }).fill('Any allergies?');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(ordered).not.toContainText(/the next total will tell/);
  });
});
