/** What a person sees of an alert that waits, and how they take it on. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const banner = (page: Page) => page.getByRole('region', { name: /^\d+ alerts?$/ });
export const acknowledgeButton = (page: Page, where = banner(page)) =>
  where.getByRole('button', { name: /^Acknowledge …/ });
export const question = (page: Page) => page.getByRole('dialog', { name: /^Acknowledge/ });

/** Presses until the button takes acts: what has just appeared takes none. */
export async function openQuestion(page: Page, where = banner(page)): Promise<void> {
  await expect(async () => {
    if ((await question(page).count()) === 0) await acknowledgeButton(page, where).click();
    await expect(question(page)).toBeVisible({ timeout: 300 });
  }).toPass();
}

export async function acknowledge(page: Page, reason = '', where = banner(page)): Promise<void> {
  await openQuestion(page, where);
  await page.keyboard.type(reason);
  const confirm = question(page).getByRole('button', { name: 'Acknowledge' });
  await expect(async () => {
    if ((await question(page).count()) > 0) await confirm.click({ timeout: 500 });
    await expect(question(page)).toHaveCount(0, { timeout: 300 });
  }).toPass();
}
