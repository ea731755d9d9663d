import type { Page } from '@playwright/test';
import { reportPath } from '../mock-server/reports.ts';
import { ask, expect, expectAccessible, signIn, test } from './fixtures.ts';

const canary = 'Canary Magnolia';

/** Serves the site's own config with other ways to deal with services that fail. */
async function configure(page: Page, resilience: object): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const config = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...config, resilience } });
  });
}

test('[OB3][OP2][CN1][F43] a history that fails is left in peace, said to be, tried by hand, and all of it is in the panel', async ({
  page,
  mock,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await configure(page, { rest: { failures: 2, rest: 600 }, reportTo: reportPath });
  await signIn(page);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/openai/')) asked++;
  });
  mock.faults.arm({
    ...{ kind: 'status', status: 503, times: 'always' },
    match: { backEnd: 'sessions' },
  });
  await ask(page, `${canary}, any allergies?`);

  // The bar says who rests, and nothing goes out to it; the line to the assistant is another one.
  const bar = page.getByRole('banner');
  await expect(bar.getByText(/^Sessions resting/)).toBeVisible();
  await expect(bar.getByText(/^Live · \d+ ms$/)).toBeVisible();
  const before = asked;
  await ask(page, 'Does he smoke?');
  expect(asked).toBe(before);
  const lastLine = page.getByRole('contentinfo');
  await expect(lastLine).toContainText(/0 reconnects\d+ requests\d+ % answered/, {
    timeout: 10_000,
  });

  await bar.getByRole('button', { name: /^Connections:/ }).click();
  const panel = page.getByRole('dialog', { name: 'Connections' });
  await expect(panel.getByText(/^Sessions: several requests in a row have failed/)).toBeVisible();
  const sessions = panel.getByRole('region', { name: 'Sessions' });
  await expect(
    sessions.getByText(/^Resting after several failures · next try in \d+ s$/),
  ).toBeVisible();
  const dx0 = panel.getByRole('region', { name: 'Dx0' });
  await expect(dx0.getByText('Live line (WebSocket)')).toBeVisible();
  await expect(
    dx0.getByRole('img', { name: /answers took|One answer took/ }).first(),
  ).toBeVisible();
  await dx0.getByRole('button', { name: 'Check whether Dx0 can be reached' }).click();
  await expect(dx0.getByText(/^Reached in \d+ ms$/)).toBeVisible();
  await panel.getByRole('button', { name: /^Last errors \(\d+\)$/ }).click();
  await expect(panel.getByRole('listitem').first()).toContainText('The server failed (status 503)');
  await panel.getByRole('button', { name: 'This page' }).click();
  await expect(panel.getByText(/^\d+\.\d+\.\d+ \(\w{12}\)$/)).toBeVisible();
  const licenses = page.waitForEvent('popup');
  await panel.getByRole('link', { name: /^Licenses/ }).click();
  await expect((await licenses).locator('body')).toContainText('react-aria-components');
  await (await licenses).close();
  await panel.getByRole('button', { name: 'Configuration in force' }).click();
  await expect(panel.getByText('"failures": 2')).toBeVisible();
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Copy support bundle' }).click();
  await expect(panel.getByText('Copied.')).toBeVisible();
  const bundle = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(bundle)).toMatchObject({ links: expect.any(Array), errors: expect.any(Array) });

  // Tried by hand it answers again, and what was kept back is written.
  mock.faults.disarm();
  await sessions.getByRole('button', { name: 'Try Sessions now' }).click();
  await expect(sessions.getByText('Answers', { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(bar.getByText(/resting/)).toBeHidden();
  await expect(page.getByText('History up to date')).toBeVisible();

  // Leaving the page reports the figures. Neither they nor the bundle name anybody.
  await page.goto('about:blank');
  await expect.poll(() => mock.reports().length).toBeGreaterThan(0);
  const said = [bundle, JSON.stringify(mock.reports())];
  for (const text of said) expect(text).not.toMatch(/Magnolia|eyJ|physician|secret/);
  expect(said[1]).toContain('"backEnd":"Sessions"');
});
