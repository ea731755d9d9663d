/** No network at all: with the service worker, by nginx under the whole policy. */
import type { Page } from '@playwright/test';
import { ask, expect, serveByNginx, signIn, signOut, test } from './fixtures.ts';

test.use({
  serviceWorkers: 'allow',
  site: async ({ mock }, provide) => {
    const { address, close } = await serveByNginx(mock.url);
    await provide(address);
    await close();
  },
});

/** What the browser keeps, by the names of its caches. */
const cached = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const paths = names.map(async (name) => {
      const requests = await (await caches.open(name)).keys();
      return [name.replace(/[\da-f]{12}$/, ''), requests.map(({ url }) => new URL(url).pathname)];
    });
    return Object.fromEntries(await Promise.all(paths)) as Record<string, string[]>;
  });

const whenKept = (page: Page) =>
  page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));

test('[OP3][SE4] without a network the console opens, says so, and holds nothing of a patient', async ({
  page,
  context,
}) => {
  await signIn(page);
  await ask(page, 'Is canary-4711 a smoker?');
  await whenKept(page);
  await signOut(page);
  await expect(page.getByLabel('Username')).toBeVisible();
  const kept = await cached(page);
  expect(Object.keys(kept).sort()).toEqual(['bedside-config', 'bedside-shell-']);
  expect(kept['bedside-config']).toEqual(['/config.json']);
  const ofBuild = /^\/(?:assets\/[^/]+\.(?:js|css)|icon[^/]*|site\.webmanifest)?$/;
  expect(kept['bedside-shell-']?.filter((path) => !ofBuild.test(path))).toEqual([]);

  await context.setOffline(true);
  const later = await context.newPage();
  await later.goto('/');
  const away = later.getByRole('status').filter({ hasText: 'This site cannot be reached' });
  await expect(away).toBeVisible();
  await expect(later.getByText('St. Olav')).toBeVisible();
  await later.getByLabel('Username').fill('physician');
  await later.getByLabel('Password').fill('secret');
  await later.getByRole('button', { name: 'Sign in' }).click();
  await expect(later.getByRole('alert')).toContainText('You are not signed in.');

  await context.setOffline(false);
  await expect(later.getByText('The site can be reached again.')).toBeVisible();
  await later.getByRole('button', { name: 'Load it' }).click();
  await signIn(later);
  await expect(away).toBeHidden();
});
