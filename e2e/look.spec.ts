/** What has to be in sight and in reach, however small the screen. */
import type { Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from './fixtures.ts';

async function writeDifferential(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Diagnose' }).click();
  await page.getByRole('button', { name: 'Add an alternative' }).click();
  await page.keyboard.type('Aortic dissection');
}

test.describe('at 200 % zoom', () => {
  test.use({ viewport: { width: 720, height: 450 } });

  test('[AX1] a differential leaves the transcript, Send and the status bar in sight', async ({
    page,
  }) => {
    await signIn(page);
    await writeDifferential(page);
    await expect(page.getByRole('button', { name: 'Send diagnosis' })).toBeInViewport({ ratio: 1 });
    await expect(page.getByText('Advice from AI can be wrong.')).toBeInViewport({ ratio: 1 });
    const transcript = await page.getByRole('log').boundingBox();
    expect(transcript?.height).toBeGreaterThan(40);
    await expectAccessible(page);
  });
});

test('[AX1] a long case is scrolled by keyboard', async ({ page }) => {
  const summary = `A man of 54 has chest pain. ${'It began this morning. '.repeat(400)}`;
  await page.route('**/api/v1/case*', (route) => route.fulfill({ json: { summary } }));
  await signIn(page);
  await page.getByRole('button', { name: 'Full case' }).click();
  await expect(page.getByRole('dialog').getByRole('region', { name: 'Case' })).toBeVisible();
  await expectAccessible(page);
});

test('[AX1] a case without a summary says so', async ({ page }) => {
  await page.route('**/api/v1/case*', (route) => route.fulfill({ json: { summary: '' } }));
  await signIn(page);
  await expect(page.getByRole('region', { name: 'Case' })).toContainText('gave no summary');
  await expectAccessible(page);
});
