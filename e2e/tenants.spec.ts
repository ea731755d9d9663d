/** Several tenants in one site, and a site where a name is all that is asked for. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { acknowledge } from './acknowledge.ts';
import {
  ask,
  chooseDoctor,
  expect,
  expectAccessible,
  lastReply,
  signOut,
  test,
} from './fixtures.ts';

const north = 'North Hospital · Internal medicine';
const valley = 'Valley Clinic · Emergency department';

interface Sample {
  readonly tenants?: readonly Record<string, unknown>[];
}

function readSample(name: string): Sample {
  const path = new URL(`../deploy/samples/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8')) as Sample;
}

/** Serves a sample in the place of the site's own config. */
async function configure(page: Page, sample: string, changes = {}): Promise<void> {
  const config = { ...readSample(sample), ...changes };
  await page.route('**/config.json', (route) => route.fulfill({ json: config }));
}

interface Overview {
  readonly open: readonly unknown[];
}

const live = (page: Page) => page.getByText(/^Live/).first();
const composer = (page: Page) => page.getByLabel('Message', { exact: true });
const keys = (page: Page) => page.evaluate(() => Object.keys(sessionStorage));
const choose = (page: Page) => page.getByRole('combobox', { name: 'Tenant' });

async function enter(page: Page, username: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(live(page)).toBeVisible();
}

async function pick(page: Page, from: string, act: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Tenant: ${from}` }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

test.describe('two tenants', () => {
  test.use({ mockOptions: { rate: 40 } });

  test('[TE1][AL2][AU4][AU5] are kept apart, go on behind one another, and are left together', async ({
    page,
    mock,
  }) => {
    test.setTimeout(60_000);
    await configure(page, 'two-tenants');
    await page.goto('/');
    await expect(choose(page)).toHaveValue('north');
    await enter(page, 'physician');
    await chooseDoctor(page);
    await composer(page).fill('My patient has chest pain and sweats');
    await composer(page).press('Enter');
    await expect(page.getByRole('region', { name: '1 alert', exact: true })).toBeVisible();
    // Until they are there they push the page down, perhaps from under a press.
    await expect(page.getByRole('list', { name: 'Emergency contacts' })).toBeVisible();
    await composer(page).fill('CANARY-OF-NORTH');

    await pick(page, north, /^Go to Valley/);
    const question = page.getByRole('alertdialog', { name: /reply is under way/ });
    await question.getByRole('button', { name: 'Stay' }).click();
    await expect(composer(page)).toHaveValue('CANARY-OF-NORTH');
    await pick(page, north, /^Go to Valley/);
    await question.getByRole('button', { name: `Go to ${valley}` }).click();
    const elsewhere = page.getByRole('region', { name: `1 alert at ${north}` });
    await expect(choose(page)).toHaveValue('valley');
    await expect(elsewhere).toContainText(`${north} · patient not named`);
    await expectAccessible(page);

    await enter(page, 'consultant');
    await expect(page.getByRole('button', { name: `Tenant: ${valley}` })).toBeVisible();
    await expect(page).toHaveURL(/\?tenant=valley/);
    await expect(page.locator('main')).not.toContainText('chest pain');
    await expect(composer(page)).not.toHaveValue(/CANARY/);
    expect(await keys(page)).toEqual(
      expect.arrayContaining(['bedside.refresh.north', 'bedside.refresh.valley']),
    );
    await acknowledge(page, 'seen from Valley', elsewhere);
    await expect(elsewhere).toHaveCount(0);

    mock.setRate(0);
    await page.reload();
    await expect(live(page)).toBeVisible();
    await expect(page.getByRole('button', { name: `Tenant: ${valley}` })).toBeVisible();
    await pick(page, valley, /^Go to North.*signed in as physician/);
    await expect(composer(page)).toHaveValue('CANARY-OF-NORTH');
    await expect(page.getByRole('region', { name: 'Alerts', exact: true })).toContainText(
      'seen from Valley',
    );

    await expect(page.getByText('History up to date')).toBeVisible();
    await pick(page, north, /^Sign out of North/);
    await expect(page.getByText('You are signed out.')).toBeVisible();
    expect(await keys(page)).not.toContain('bedside.refresh.north');
    await choose(page).selectOption('valley');
    await expect(live(page)).toBeVisible();
    await signOut(page);
    await expect(page.getByText('You are signed out.')).toBeVisible();
    expect((await keys(page)).filter((key) => /refresh|identity/.test(key))).toEqual([]);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });
});

test('[NT4][TE1][AU6] who may tells everybody at both tenants, and tries again where it failed', async ({
  page,
  mock,
}) => {
  await configure(page, 'two-tenants');
  await page.goto('/');
  const start = page.getByRole('button', { name: 'Write a notice …' });
  await enter(page, 'nurse');
  await expect(page.getByRole('region', { name: 'Notices', exact: true })).toBeVisible();
  await expect(start).toHaveCount(0);
  await signOut(page);
  await enter(page, 'physician');
  await start.click();
  const dialog = page.getByRole('dialog', { name: 'Send a notice to everybody' });
  await expect(dialog.getByRole('checkbox', { name: valley })).toBeDisabled();
  await expect(dialog).toContainText('You are not signed in there.');
  await page.keyboard.press('Escape');
  await pick(page, north, /^Go to Valley/);
  await enter(page, 'consultant');

  await start.click();
  await dialog.getByRole('button', { name: 'Send to 2 tenants' }).click();
  await expect(dialog.getByLabel('Title')).toHaveAccessibleDescription(/Write in a few words/);
  await expect(dialog.getByLabel('Title')).toBeFocused();
  await dialog.getByLabel('Title').fill('Evacuate ward 4');
  await dialog.getByRole('radio', { name: 'Emergency' }).check({ force: true });
  await page.keyboard.press('Escape');
  await start.click();
  await expect(dialog.getByLabel('Title')).toHaveValue('Evacuate ward 4');
  await expectAccessible(page);

  const isToNorth = /participantId=broadcast-north/;
  await page.route(isToNorth, (route) => route.fulfill({ status: 503 }), { times: 1 });
  await dialog.getByRole('button', { name: 'Send emergency to 2 tenants' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Taken by 1 of 2 tenants · 1 not known');
  await expect(dialog.getByRole('listitem').filter({ hasText: north })).toContainText(
    'It may be there already',
  );
  await expect(page.getByRole('region', { name: '1 alert', exact: true })).toContainText(
    'Evacuate ward 4',
  );
  const elsewhere = page.getByRole('region', { name: `1 alert at ${north}` });
  await expect(elsewhere).toHaveCount(0);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: `Try again at ${north}` }).click();
  await expect(dialog.getByRole('status')).toHaveText('Taken by 2 of 2 tenants');
  await expect(elsewhere).toContainText('Evacuate ward 4');
  const sent = mock.received().filter(({ sessionId }) => sessionId.includes('broadcast-'));
  expect(sent.map(({ sessionId }) => sessionId.split(':')[0])).toEqual(['valley', 'north']);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const notices = page.getByRole('region', { name: 'Notices', exact: true });
  await expect(notices.getByRole('listitem')).toHaveCount(1);
});

test.describe('a site that closes the tenants behind the one that is looked at', () => {
  test.use({ mockOptions: { rate: 40 } });

  test('[TE1][AU4][HI4][HI3] keeps open what is needed, follows Back, locks both, and asks of both before the way out', async ({
    page,
    context,
    mock,
  }) => {
    test.setTimeout(60_000);
    const limits = { firstFrame: 30, stall: 10, giveUp: 60, idleLock: 600 };
    // Without the care desk, whose notices would be a second line of each.
    const tenants = readSample('two-tenants').tenants?.map(({ xians: _desk, ...tenant }) => tenant);
    await configure(page, 'two-tenants', { keepOthersOpen: false, limits, tenants });
    const lines = async () => {
      const { open } = (await (await page.request.get(`${mock.url}/_mock`)).json()) as Overview;
      return open.length;
    };
    const at = (tenant: string) => page.getByRole('button', { name: `Tenant: ${tenant}` });
    const write = async (text: string) => {
      await composer(page).fill(text);
      await composer(page).press('Enter');
    };
    await page.clock.install();
    await page.goto('/');
    await enter(page, 'physician');
    await chooseDoctor(page);
    // An address of its own, to come back from.
    await page.evaluate(() => (location.hash = '#/conversations/nowhere'));
    await expect(page.getByText('Nothing said yet', { exact: true })).toBeHidden();
    await page.evaluate(() => history.back());
    await write('My patient has chest pain and sweats');
    await expect(page.getByRole('region', { name: '1 alert', exact: true })).toBeVisible();
    await page.evaluate(() => history.forward());
    await pick(page, north, /^Go to Valley/);
    const question = page.getByRole('alertdialog', { name: /reply is under way/ });
    await expect(question).toContainText('not before the reply is whole');
    await question.getByRole('button', { name: `Go to ${valley}` }).click();
    await enter(page, 'consultant');
    await expect(at(valley)).toBeVisible();
    mock.setRate(0);

    // The line of North is there for its alert alone, and nothing of North is painted by the lock.
    const elsewhere = page.getByRole('region', { name: `1 alert at ${north}` });
    await expect(elsewhere).toBeVisible();
    // The alert and the whole reply of North are in the history.
    const written = () => mock.received().filter(({ action }) => action === 'assistant');
    await expect.poll(() => written().length, { timeout: 15_000 }).toBe(2);
    expect(await lines()).toBe(2);
    await page.clock.fastForward(601_000);
    await expect(page.getByLabel('Password of consultant')).toBeVisible();
    const lock = page.getByRole('main').filter({ hasText: 'Bedside is locked' });
    await expect(lock).toContainText(`${north}: An emergency was flagged. Unlock to see it.`);
    await expect(lock).not.toContainText('chest pain');
    await expect(elsewhere).toBeHidden();
    await page.getByLabel('Password of consultant').fill('secret');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await acknowledge(page, 'seen from Valley', elsewhere);
    await expect.poll(lines).toBe(1);

    // Back leads to North, which is there again as a whole; Forward to Valley.
    await page.evaluate(() => history.back());
    await expect(at(north)).toBeVisible();
    await expect(page).not.toHaveURL(/valley/);
    await expect(live(page)).toBeVisible();
    await expect(lastReply(page)).toContainText('generated by AI, check before acting');
    await expect.poll(lines).toBe(1);
    await page.evaluate(() => history.forward());
    await expect(at(valley)).toBeVisible();
    await expect(live(page)).toBeVisible();
    mock.setRate(6);
    await write('How is croup treated?');
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
    await page.evaluate(() => history.back());
    await question.getByRole('button', { name: 'Stay' }).click();
    await expect(at(valley)).toBeVisible();
    await expect(page).toHaveURL(/tenant=valley/);
    mock.setRate(0);
    await expect(lastReply(page)).toContainText('generated by AI', { timeout: 15_000 });
    await expect(page.getByText('History up to date')).toBeVisible();

    await context.setOffline(true);
    mock.faults.arm({ kind: 'close', code: 1001 });
    await expect(page.getByText(/next try in \d+ s/).first()).toBeVisible();
    await write('Unsent at Valley');
    await pick(page, valley, /^Go to North/);
    await expect(lastReply(page)).toBeVisible();
    await write('Unsent at North');
    const leave = page.getByRole('button', { name: 'Sign out', exact: true });
    const loss = page.getByRole('alertdialog', { name: /^Sign out before/ });
    await leave.click();
    const words = (tenant: string) =>
      loss.getByText(`At ${tenant}: 1 message is not sent yet.`, { exact: true });
    // What has just appeared takes no act: a double click is no answer for both.
    const leaveAnyway = (tenant: string) =>
      expect(async () => {
        if (await words(tenant).isVisible())
          await loss.getByRole('button', { name: 'Sign out anyway' }).click({ timeout: 500 });
        await expect(words(tenant)).toBeHidden({ timeout: 300 });
      }).toPass();
    await expect(words(north)).toBeVisible();
    await leaveAnyway(north);
    await expect(words(valley)).toBeVisible();
    await expectAccessible(page);
    await loss.getByRole('button', { name: 'Stay' }).click();
    await expect(at(valley)).toBeVisible();
    const queue = page.getByRole('region', { name: 'Waiting to be sent' });
    await expect(queue).toContainText('Unsent at Valley');
    await pick(page, valley, /^Go to North/);
    await expect(queue).toContainText('Unsent at North');
    await leave.click();
    await expect(words(north)).toBeVisible();
    await leaveAnyway(north);
    await expect(words(valley)).toBeVisible();
    await leaveAnyway(valley);
    await expect(page.getByText('Signed out here. The server did not confirm it')).toBeVisible();
    await expect
      .poll(() => page.evaluate(async () => (await indexedDB.databases()).length))
      .toBe(0);
  });
});

test('[AU1][AU4] where nobody asks who is there, a name is all, and page and lock say what it is worth', async ({
  page,
}) => {
  await configure(page, 'ai-doctor', {
    limits: { firstFrame: 30, stall: 10, giveUp: 60, idleLock: 60 },
  });
  await page.clock.install();
  await page.goto('/');
  await expect(page.getByText('a name proves nothing')).toBeVisible();
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.getByRole('alert').getByText('Enter your name.')).toBeVisible();
  await page.getByLabel('Your name').fill('Dr Vale');
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(live(page)).toBeVisible();
  await ask(page, 'How is croup treated?');
  await expect(lastReply(page)).toBeVisible();
  await page.clock.fastForward(61_000);
  await expect(page.getByText('the lock only hides the screen')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Go on as Dr Vale' }).click();
  await expect(lastReply(page)).toBeVisible();
  await page.reload();
  await expect(lastReply(page)).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Your name')).toHaveValue('');
});
