/**
 * What is left of a person and a patient once somebody has signed out: as one proof, over five tabs,
 * by the real nginx and with the service worker, where anything could have been kept.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { RunningNginx } from '../deploy/nginx/run-nginx.ts';
import {
  ask,
  chooseDoctor,
  duplicate,
  expect,
  lastReply,
  saved,
  serveByNginx,
} from './fixtures.ts';
import { signIn, signOut, test as base } from './fixtures.ts';

const test = base.extend<{ nginx: RunningNginx }>({
  nginx: async ({ mock }, provide) => {
    const nginx = await serveByNginx(mock.url);
    await provide(nginx);
    await nginx.close();
  },
  site: async ({ nginx }, provide) => provide(nginx.address),
});
test.use({ serviceWorkers: 'allow' });

const canary = 'canary-7f3a9';

/** Everything that any tab of the browser said to its developers. */
function listen(context: BrowserContext): string[] {
  const said: string[] = [];
  context.on('console', (message) => said.push(message.text()));
  context.on('weberror', (error) => said.push(String(error.error().stack)));
  return said;
}

/** Everything that a script of this site, or whoever looks at the screen, could find. */
function readTab(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const responses = (await caches.keys()).map(async (name) => {
      const cache = await caches.open(name);
      const kept = (await cache.keys()).map(async (request) => {
        const text = await (await cache.match(request))?.text();
        // The names of the accounts stand in the config of the demonstration.
        return request.url.endsWith('/config.json') ? request.url : `${request.url} ${text}`;
      });
      return Promise.all(kept);
    });
    const fields = [...document.querySelectorAll('input, textarea')] as HTMLInputElement[];
    return {
      session: JSON.stringify({ ...sessionStorage }),
      local: JSON.stringify({ ...localStorage }),
      databases: JSON.stringify((await indexedDB.databases()).map(({ name }) => name)),
      caches: JSON.stringify(await Promise.all(responses)),
      cookies: document.cookie,
      address: location.href,
      state: JSON.stringify(history.state),
      title: document.title,
      name: window.name.replace('duplicate', ''),
      text: document.documentElement.outerHTML,
      typed: fields.map(({ value }) => value).join(),
    };
  });
}

/** Addresses and titles of where this tab has been. */
async function readPast(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  return JSON.stringify(await session.send('Page.getNavigationHistory'));
}

/** A tab that was away when that happened still has its own name, and where its reader was, by ids. */
const ofTabsAway = /^bedside\.(?:tab|places|input)$/;

async function expectNothing(page: Page, wasThere = true): Promise<void> {
  await expect(page.getByLabel('Username')).toBeVisible();
  await expect.poll(async () => (await readTab(page))['databases']).toBe('[]');
  const found = await readTab(page);
  expect(found).toMatchObject({ local: '{}', cookies: '', name: '', typed: ',' });
  const kept = Object.keys(JSON.parse(found['session'] ?? '') as object);
  expect(kept.filter((name) => wasThere || !ofTabsAway.test(name))).toEqual([]);
  expect(Object.keys(found).filter((place) => found[place]?.includes(canary))).toEqual([]);
  expect(await readPast(page)).not.toContain(canary);
}

/** As a browser opens a tab again that was closed: with its session storage. */
async function reopen(context: BrowserContext, kept: Record<string, string>): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript((entries) => {
    if (sessionStorage.length === 0 && window.name === '') Object.assign(sessionStorage, entries);
    window.name = 'duplicate';
  }, kept);
  await page.goto('/');
  return page;
}

test('[AU5][SE4] after signing out, what was typed and what a server said is found nowhere', async ({
  page,
  context,
  nginx,
}) => {
  test.setTimeout(120_000);
  const said = listen(context);
  // The first tab asks, and leaves something half written.
  await signIn(page);
  await ask(page, `Does ${canary} smoke?`);
  await page.getByLabel('Message', { exact: true }).fill(`draft of ${canary}`);
  const [second, third, fourth, fifth] = [
    await duplicate(page),
    await duplicate(page),
    await duplicate(page),
    await duplicate(page),
  ];
  // The second hears it from a server, and has an address in its past.
  await chooseDoctor(second);
  await ask(second, `LLMECHO ${canary} has a headache`);
  await expect(lastReply(second)).toContainText(canary);
  // The third has left the site, and will come back by the button; the fourth is closed; the fifth
  // has only written.
  await third.goto('about:blank');
  const kept = await fourth.evaluate(() => ({ ...sessionStorage }));
  await fourth.close();
  await fifth.getByLabel('Message', { exact: true }).fill(`Not yet asked of ${canary}`);

  for (const tab of [second, fifth]) {
    await expect(tab.getByText('History up to date')).toBeVisible();
    // Other tabs know what is in the history by what this one has kept.
    await expect(saved(tab)).toBeVisible();
  }
  await signOut(page);
  await third.goBack();
  const reopened = await reopen(context, kept);
  for (const tab of [page, second, fifth]) await expectNothing(tab);
  for (const tab of [third, reopened]) await expectNothing(tab, false);
  await page.goBack();
  await page.goto('/');
  await expectNothing(page);

  // Again, by another person, and without a network while they leave.
  await signIn(page, { username: 'nurse', password: 'secret' });
  await ask(page, `And what about ${canary}?`);
  await expect(page.getByText('History up to date')).toBeVisible();
  await context.setOffline(true);
  await signOut(page);
  await expect(page.getByText('The server did not confirm it')).toBeVisible();
  await expectNothing(page);
  await page.reload();
  await expect(page.getByText('This site cannot be reached')).toBeVisible();
  await expectNothing(page);

  expect(said.filter((line) => line.includes(canary))).toEqual([]);
  expect(nginx.logs()).not.toContain(canary);
});
