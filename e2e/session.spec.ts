/** Staying signed in, being locked out, and leaving: with two tabs, idle hours and a server that fails. */
import type { BrowserContext, Page, Route } from '@playwright/test';
import { ask, expect, expectAccessible, lastReply, nurse, signIn, test } from './fixtures.ts';

const shortlived = { username: 'shortlived', password: 'secret' };
const canary = 'canary-7f3a9';

/** What a browser does when a tab is duplicated: another tab with a copy of the session storage. */
async function duplicate(page: Page): Promise<Page> {
  const kept = await page.evaluate(() => Object.entries(sessionStorage));
  const copy = await page.context().newPage();
  await copy.addInitScript((entries: [string, string][]) => {
    if (window.name === 'duplicate') return;
    window.name = 'duplicate';
    for (const [key, value] of entries) sessionStorage.setItem(key, value);
  }, kept);
  await copy.goto(page.url());
  return copy;
}

function countRenewals(context: BrowserContext): () => number {
  let renewals = 0;
  context.on('request', (request) => {
    if (request.url().endsWith('/refresh')) renewals++;
  });
  return () => renewals;
}

const isLive = (page: Page) => expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
const draft = (page: Page) => page.getByLabel('Message', { exact: true });
const locked = (page: Page) => page.getByRole('heading', { name: 'Bedside is locked' });
const minutes = (count: number) => count * 60_000;

async function unlock(page: Page, password = 'secret'): Promise<void> {
  await page.getByLabel(/^Password of/).fill(password);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** Serves the site's own config with another idle lock, in seconds. */
async function lockAfter(page: Page, idleLock: number): Promise<void> {
  await page.route('**/config.json', async (route) => {
    const config = (await (await route.fetch()).json()) as object;
    const limits = { firstFrame: 30, stall: 10, giveUp: 60, idleLock };
    await route.fulfill({ json: { ...config, limits } });
  });
}

test.describe('two tabs with one session', () => {
  test('[AU3][F28] a duplicated tab is signed in without a renewal, and both outlive reloads', async ({
    page,
    context,
  }) => {
    const renewals = countRenewals(context);
    await signIn(page);
    const copy = await duplicate(page);
    await isLive(copy);
    expect(renewals()).toBe(0);
    for (const tab of [page, copy, page]) {
      await tab.reload();
      await isLive(tab);
    }
  });

  test('[AU3][F27] whose token is about to end renew it once, and both go on with it', async ({
    page,
    context,
  }) => {
    await context.clock.install();
    const renewals = countRenewals(context);
    await signIn(page, shortlived);
    const copy = await duplicate(page);
    await isLive(copy);
    await context.clock.fastForward(18_500);
    await expect.poll(renewals).toBe(1);
    for (const tab of [page, copy]) {
      await tab.getByRole('button', { name: 'New conversation' }).click();
      await tab.getByRole('button', { name: 'Start conversation' }).click();
      await isLive(tab);
    }
    expect(renewals()).toBe(1);
  });

  test('[AU5] signing out in one signs out both, and leaves nothing in either', async ({
    page,
  }) => {
    await signIn(page);
    const copy = await duplicate(page);
    await isLive(copy);
    await draft(copy).fill(canary);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();
    await expect(copy.getByText('You signed out in another tab.')).toBeVisible();
    await expectAccessible(copy);
    for (const tab of [page, copy]) {
      await expect.poll(() => tab.evaluate(() => sessionStorage.length)).toBe(0);
      await expect
        .poll(() => tab.evaluate(async () => (await indexedDB.databases()).length))
        .toBe(0);
      await tab.reload();
      await expect(tab.getByLabel('Username')).toBeVisible();
    }
  });

  test('[AU4] input in one keeps both open', async ({ page, context }) => {
    await context.clock.install();
    await signIn(page);
    const copy = await duplicate(page);
    await isLive(copy);
    for (let rounds = 0; rounds < 3; rounds++) {
      await context.clock.fastForward(minutes(10));
      await page.bringToFront();
      await page.keyboard.press('Shift');
    }
    await expect(copy.getByRole('region', { name: 'About to lock' })).toHaveCount(0);
    await expect(locked(copy)).toHaveCount(0);
    await context.clock.fastForward(minutes(15));
    await expect(locked(page)).toBeVisible();
    await expect(locked(copy)).toBeVisible();
  });
});

test.describe('a token that ends', () => {
  test.use({ mockOptions: { rate: 8 } });

  test('[AU3][F24] in the middle of a reply is renewed ahead; the reply goes on', async ({
    page,
    context,
  }) => {
    const renewals = countRenewals(context);
    await page.clock.install();
    await signIn(page, shortlived);
    await draft(page).fill('Tell me more');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(lastReply(page)).toContainText(/\w{4}/);
    await page.clock.fastForward(18_500);
    await expect.poll(renewals).toBe(1);
    await expect(lastReply(page)).toContainText('generated by AI, check before acting');
    await expect(page.getByLabel('Username')).toHaveCount(0);
  });

  test('[F26] while the server fails keeps everybody in, and is renewed when it is well again', async ({
    page,
    context,
  }) => {
    const renewals = countRenewals(context);
    await page.clock.install();
    await signIn(page);
    await page.route('**/api/v1/refresh', (route) => route.fulfill({ status: 500, body: 'no' }));
    await page.clock.fastForward(minutes(14));
    await page.keyboard.press('Shift');
    await page.clock.fastForward(minutes(14));
    await page.keyboard.press('Shift');
    await page.clock.fastForward(minutes(14));
    await page.keyboard.press('Shift');
    await page.clock.fastForward(minutes(13.5));
    await expect.poll(renewals).toBeGreaterThan(0);
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    const renewed = page.waitForResponse((response) => {
      return response.url().endsWith('/refresh') && response.status() === 200;
    });
    await page.unroute('**/api/v1/refresh');
    await page.clock.fastForward(31_000);
    await renewed;
    await isLive(page);
  });

  test('[F26] and is refused leads to sign-in; the draft is there for the same person', async ({
    page,
    mock,
  }) => {
    await page.clock.install();
    await signIn(page, shortlived);
    await draft(page).fill('half a question');
    await expect(page.getByText('Saved on this device')).toBeVisible();
    mock.faults.arm({ kind: 'forget-sessions' });
    await page.clock.fastForward(18_500);
    await expect(page.getByText('The server ended your session.')).toBeVisible();
    await expectAccessible(page);
    await signIn(page, shortlived);
    await expect(draft(page)).toHaveValue('half a question');
  });
});

test.describe('the idle lock', () => {
  test('[AU4] warns a minute ahead; Stay stays; later it locks, and the draft waits', async ({
    page,
  }) => {
    await page.clock.install();
    await signIn(page);
    await expect(page.getByText(/locks in 1[45]:\d\d/)).toBeVisible();
    await ask(page, `Does he smoke? ${canary}`);
    await draft(page).fill('half a question');
    await page.clock.fastForward(minutes(14));
    const warning = page.getByRole('region', { name: 'About to lock' });
    await expect(warning).toContainText(/Locks in (60|5\d) s/);
    await expect(draft(page)).toBeFocused();
    await expectAccessible(page);
    await warning.getByRole('button', { name: 'Stay' }).click();
    await expect(warning).toHaveCount(0);
    await draft(page).focus();
    await page.clock.fastForward(minutes(15));
    await expect(locked(page)).toBeVisible();
    await expect(page.getByLabel('Password of physician')).toBeFocused();
    await expect(page).toHaveTitle('Locked · Bedside');
    await expectAccessible(page);
    await unlock(page);
    await expect(locked(page)).toHaveCount(0);
    await expect(draft(page)).toHaveValue('half a question');
    await expect(draft(page)).toBeFocused();
    await expect(page).toHaveTitle('Bedside');
    await isLive(page);
  });

  test('[AU4] locked, nothing of the patient is seen, read out or reached by a key', async ({
    page,
  }) => {
    await page.clock.install();
    await signIn(page);
    await ask(page, `Does he smoke? ${canary}`);
    await draft(page).fill(canary);
    await page.clock.fastForward(minutes(15));
    await expect(locked(page)).toBeVisible();
    expect(await page.locator('body').innerText()).not.toContain(canary);
    expect(await page.locator('body').ariaSnapshot()).not.toContain(canary);
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      const isCoveredOrNone = await page.evaluate(
        () =>
          document.activeElement === document.body ||
          document.activeElement?.closest('[data-cover]') != null,
      );
      expect(isCoveredOrNone).toBe(true);
    }
    await page.keyboard.press('Alt+2');
    await page.mouse.click(5, 5);
    await page.keyboard.press('Alt+3');
    await page.keyboard.press('Escape');
    await unlock(page);
    await expect(page.getByRole('radio', { name: 'Ask' })).toBeChecked();
    await expect(draft(page)).toHaveValue(canary);
  });

  test('[AU4] a wrong password, a lock-out and a server that is down are told in words', async ({
    page,
    mock,
  }) => {
    await page.clock.install();
    await signIn(page);
    await page.clock.fastForward(minutes(15));
    await page.getByRole('button', { name: 'Unlock' }).click();
    const told = page.getByRole('alert');
    await expect(told.last()).toContainText('Enter your password');
    for (let tries = 0; tries < 5; tries++) {
      await unlock(page, `guess ${tries}`);
      await expect(told.last()).toContainText('The password is not right');
      await expect(page.getByLabel(/^Password of/)).toHaveValue('');
    }
    await expectAccessible(page);
    await unlock(page);
    await expect(told.last()).toContainText('Too many wrong passwords');
    await mock.close();
    await unlock(page);
    await expect(told.last()).toContainText('Still locked.');
    await expect(locked(page)).toBeVisible();
  });

  test('[AU4] unlocking keeps the session, and ends the one that it opened', async ({ page }) => {
    await page.clock.install();
    await signIn(page);
    const kept = await page.evaluate(() => sessionStorage.getItem('bedside.refresh'));
    await page.clock.fastForward(minutes(15));
    const login = page.waitForResponse('**/api/v1/login');
    const logout = page.waitForResponse('**/api/v1/logout');
    await unlock(page);
    const data = (await (await login).json()) as { refresh_token: string };
    await logout;
    const attempt = await page.request.post('/api/v1/refresh', { data });
    expect(attempt.status()).toBe(401);
    expect(await page.evaluate(() => sessionStorage.getItem('bedside.refresh'))).toBe(kept);
    await page.reload();
    await isLive(page);
  });

  test('[AU4] a reload of a locked page is locked', async ({ page }) => {
    await page.clock.install();
    await signIn(page);
    await ask(page, canary);
    await page.clock.fastForward(minutes(15));
    await expect(locked(page)).toBeVisible();
    await page.reload();
    await expect(locked(page)).toBeVisible();
    expect(await page.locator('body').innerText()).not.toContain(canary);
    await unlock(page);
    await expect(page.getByText(canary).first()).toBeVisible();
  });

  test('[AU4] with a dialog open covers that as well, and gives it back', async ({ page }) => {
    await page.clock.install();
    await signIn(page, nurse);
    await page.getByRole('button', { name: 'Export FHIR' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('admin');
    await page.clock.fastForward(minutes(15));
    await expect(page.getByLabel('Password of nurse')).toBeFocused();
    await expect(dialog).toHaveCount(0);
    await expectAccessible(page);
    await unlock(page);
    await expect(dialog).toContainText('admin');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Export FHIR' })).toBeFocused();
  });

  test('[AU4] the way out of it is signing out', async ({ page }) => {
    await page.clock.install();
    await signIn(page);
    await page.clock.fastForward(minutes(15));
    await page.getByRole('button', { name: 'Sign out instead' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();
    await expect(locked(page)).toHaveCount(0);
    await expect(page).toHaveTitle('Bedside');
  });
});

test.describe('a reply that comes while the screen is locked', () => {
  test.use({ mockOptions: { rate: 10 } });

  test('[AU4] is whole after unlocking, at the place that was read', async ({ page }) => {
    await lockAfter(page, 2);
    await signIn(page);
    await draft(page).fill('Tell me more');
    await page.keyboard.press('Enter');
    await expect(lastReply(page)).toContainText(/\w{4}/);
    await expect(locked(page)).toBeVisible();
    await expect(
      page.locator('[inert]').getByText('generated by AI, check before acting'),
    ).toHaveCount(1);
    await expect(lastReply(page)).toHaveCount(0);
    await unlock(page);
    await expect(lastReply(page)).toContainText('generated by AI, check before acting');
    await expect(lastReply(page)).toBeInViewport();
  });
});

test.describe('signing out', () => {
  test('[AU5] while the server hangs is done here at once', async ({ page }) => {
    await signIn(page);
    await page.route('**/api/v1/logout', () => undefined);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByLabel('Username')).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await expect
      .poll(() => page.evaluate(async () => (await indexedDB.databases()).length))
      .toBe(0);
  });

  test('[AU5] that the server cannot be told of says so', async ({ page }) => {
    await signIn(page);
    await page.route('**/api/v1/logout', (route) => route.abort());
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('Signed out here. The server could not be told')).toBeVisible();
    await expectAccessible(page);
  });

  test('[AU5][SE4] leaves a canary nowhere', async ({ page }) => {
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    await signIn(page);
    await ask(page, `Does he smoke? ${canary}`);
    await draft(page).fill(`${canary} again`);
    await expect(page.getByText('Saved on this device')).toBeVisible();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('You are signed out.')).toBeVisible();
    await expect
      .poll(() => page.evaluate(async () => (await indexedDB.databases()).length))
      .toBe(0);
    const left = await page.evaluate(async () =>
      JSON.stringify([
        { ...sessionStorage },
        { ...localStorage },
        await caches.keys(),
        [location.href, document.title, document.cookie, window.name],
        history.state,
        document.documentElement.outerHTML,
      ]),
    );
    expect(left).not.toContain(canary);
    expect(lines.join('\n')).not.toContain(canary);
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  });

  test('[AU5] Back shows nothing of it, nor does the next person see any', async ({ page }) => {
    await signIn(page);
    await ask(page, canary);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByLabel('Username')).toBeVisible();
    await page.goto('about:blank');
    await page.goBack();
    await expect(page.getByLabel('Username')).toBeVisible();
    expect(await page.content()).not.toContain(canary);
    await signIn(page, nurse);
    await expect(page.getByText('Saved on this device')).toBeVisible();
    expect(await page.content()).not.toContain(canary);
  });
});

/**
 * Playwright runs Chromium without a back/forward cache: the last test starts one with it, the
 * others send the browser's events by hand.
 */
test.describe('a page that comes back out of the browser’s memory', () => {
  const leave = (page: Page) =>
    page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  const comeBack = (page: Page) =>
    page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));

  /** Keeps the question whether the session holds from the server. */
  async function hold(page: Page): Promise<() => Promise<Route>> {
    const held: Route[] = [];
    await page.route('**/api/v1/refresh', (route) => void held.push(route));
    return async () => {
      await expect.poll(() => held.length).toBe(1);
      const [route] = held;
      if (!route) throw new Error('Nobody asked');
      return route;
    };
  }

  test('[F32] is put away unseen, and shows nothing until the session is known to hold', async ({
    page,
  }) => {
    await signIn(page);
    await ask(page, canary);
    const route = await hold(page);
    await leave(page);
    expect(await page.locator('body').innerText()).not.toContain(canary);
    await comeBack(page);
    await expect(page.getByText('Checking that your session still holds')).toBeVisible();
    expect(await page.locator('body').innerText()).not.toContain(canary);
    await expectAccessible(page);
    await (await route()).continue();
    await expect(page.getByText(canary).first()).toBeVisible();
  });

  test('[F32] and whose session has ended leads to sign-in', async ({ page }) => {
    await signIn(page);
    await ask(page, canary);
    const route = await hold(page);
    await leave(page);
    await comeBack(page);
    await expect(page.getByText('Checking that your session still holds')).toBeVisible();
    await (await route()).fulfill({ status: 401, json: { detail: 'Invalid token' } });
    await expect(page.getByLabel('Username')).toBeVisible();
    expect(await page.content()).not.toContain(canary);
  });

  test('[F32] without a server to ask stays covered until the password is given', async ({
    page,
  }) => {
    await signIn(page);
    await ask(page, canary);
    const route = await hold(page);
    await leave(page);
    await comeBack(page);
    await expect(page.getByText('Checking that your session still holds')).toBeVisible();
    await (await route()).abort();
    await expect(locked(page)).toBeVisible();
    await expect(page.getByText('could not be asked whether your session holds')).toBeVisible();
    expect(await page.locator('body').innerText()).not.toContain(canary);
    await unlock(page);
    await expect(page.getByText(canary).first()).toBeVisible();
  });

  test('[F32][AU5] by Back, after its session was ended, leads to sign-in', async ({
    playwright,
    launchOptions,
    site,
    mock,
  }) => {
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    const page = await (await browser.newContext({ baseURL: site })).newPage();
    await signIn(page);
    await ask(page, canary);
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => (window.name = `cached: ${persisted}`));
    });
    mock.faults.arm({ kind: 'forget-sessions' });
    await page.goto('/icon.svg');
    await page.goBack({ waitUntil: 'commit' });
    await expect(page.getByText('The server ended your session.')).toBeVisible();
    expect(await page.evaluate(() => window.name)).toBe('cached: true');
    expect(await page.content()).not.toContain(canary);
    await browser.close();
  });
});
