/** What a person sees of an alert that waits, and how they take it on. */
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export const banner = (page: Page) => page.getByRole('region', { name: /^\d+ alerts?$/ });
export const acknowledgeButton = (page: Page) =>
  banner(page).getByRole('button', { name: /^Acknowledge …/ });
export const question = (page: Page) => page.getByRole('dialog', { name: /^Acknowledge/ });

/** Presses until the button takes acts: what has just appeared takes none. */
export async function openQuestion(page: Page): Promise<void> {
  await expect(async () => {
    if ((await question(page).count()) === 0) await acknowledgeButton(page).click();
    await expect(question(page)).toBeVisible({ timeout: 300 });
  }).toPass();
}

export async function acknowledge(page: Page, reason = ''): Promise<void> {
  await openQuestion(page);
  await page.keyboard.type(reason);
  const confirm = question(page).getByRole('button', { name: 'Acknowledge' });
  await expect(async () => {
    if ((await question(page).count()) > 0) await confirm.click({ timeout: 500 });
    await expect(question(page)).toHaveCount(0, { timeout: 300 });
  }).toPass();
}
