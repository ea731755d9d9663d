/** An emergency that the service flags: seen, heard, dialled, acknowledged, and never lost. */
import type { Page } from '@playwright/test';
import { acknowledge, acknowledgeButton, banner, openQuestion, question } from './acknowledge.ts';
import {
  ask,
  chooseDoctor,
  expect,
  expectAccessible,
  lastReply,
  lockAfter,
  physician,
  reloadOnceSaved,
  saved,
  signIn,
  test,
} from './fixtures.ts';
import { hide, isHidden, openOwnBrowser } from './hidden-tab.ts';

const emergency = 'My patient has chest pain and sweats';
const log = (page: Page) => page.getByRole('region', { name: 'Alerts', exact: true });
const composer = (page: Page) => page.getByLabel('Message', { exact: true });

/** In the page, before any of its scripts. */
function noteNotifications(): void {
  const shown: string[] = [];
  Object.assign(window, { shown });
  window.Notification = class extends window.Notification {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      shown.push(`${title}|${options?.body}`);
    }
  };
}

const notifications = (page: Page) =>
  page.evaluate(() => (window as unknown as { shown: string[] }).shown);

async function consult(page: Page, address = '/'): Promise<void> {
  await signIn(page, physician, address);
  await chooseDoctor(page);
}

async function raise(page: Page, words = emergency): Promise<void> {
  await composer(page).fill(words);
  await composer(page).press('Enter');
  await expect(banner(page)).toBeVisible();
}

/** How far down the page is pushed, without what numbers to dial do to it. */
function pageTop(page: Page): Promise<number> {
  return banner(page).evaluate((area) => {
    const numbers = area.querySelector('[aria-label="Emergency contacts"]');
    return area.getBoundingClientRect().bottom - (numbers?.getBoundingClientRect().height ?? 0);
  });
}

/** The keys of somebody who types on, 20 a second. */
async function typeOn(page: Page, keys: readonly string[], times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    for (const key of keys) await page.keyboard.press(key, { delay: 50 });
  }
}

test.describe('while the words of an emergency come slowly', () => {
  test.use({ mockOptions: { rate: 40 } });

  test('[AL1][AL2] it is there before its words, names the patient, and takes neither focus nor composer', async ({
    page,
  }) => {
    await consult(page);
    await page.getByRole('button', { name: 'Add patient profile' }).click();
    const form = page.getByRole('dialog', { name: 'Patient profile' });
    await form.getByLabel('Age in years').fill('54');
    await form.getByLabel('Allergies').fill('Latex\nPenicillin, given in 1998 '.repeat(9));
    await form.getByRole('button', { name: 'Save profile' }).click();
    await raise(page);
    await expect(banner(page)).not.toContainText('Emergency Contacts');
    await expect(banner(page)).toContainText('Emergency, flagged by AI Doctor at');
    await expect(banner(page)).toContainText('54 years');
    await expect(banner(page)).toContainText(emergency);
    await expect(composer(page)).toBeFocused();
    await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({
      ratio: 1,
    });
    const before = await pageTop(page);
    await expect(banner(page)).toContainText('CALL 911 IMMEDIATELY');
    await expect(composer(page)).toBeFocused();
    await expect(banner(page).getByRole('region')).toHaveAccessibleName('What the service said');
    expect(await pageTop(page)).toBe(before);
    // A phone on its side, and a reply under way: what gives way is not where one writes.
    await page.setViewportSize({ width: 844, height: 390 });
    const send = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox();
    expect((send?.y ?? NaN) + (send?.height ?? NaN)).toBeLessThanOrEqual(390);
  });

  test('[AL1] it is drawn before its first word in a tab that gets no frames', async ({ page }) => {
    await consult(page);
    await page.evaluate(() => {
      window.requestAnimationFrame = () => 0;
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const text = document.body.textContent;
        if (seen.length === 0 && text.includes('flagged by AI Doctor')) {
          seen.push(text.includes('EMERGENCY DETECTED') ? 'late' : 'alert');
        }
        if (seen.length === 1 && text.includes('EMERGENCY DETECTED')) seen.push('words');
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await raise(page);
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { seen: string[] }).seen))
      .toEqual(['alert', 'words']);
  });
});

test(
  '[AL1] it is seen, in the title and notified in a tab that is hidden',
  { tag: '@windowed' },
  async ({ launchOptions, site }) => {
    const { context, close } = await openOwnBrowser(launchOptions);
    const page = await context.newPage();
    await context.grantPermissions(['notifications'], { origin: site });
    await page.addInitScript(noteNotifications);
    await consult(page, `${site}/`);
    await composer(page).fill(emergency);
    await hide(page);
    // Keys and pointer go to the tab in front.
    await page.getByRole('button', { name: 'Send', exact: true }).dispatchEvent('click');
    await expect(banner(page)).toContainText('Emergency, flagged by AI Doctor at');
    await expect(page).toHaveTitle('(1!) Emergency · Bedside');
    await expect.poll(() => notifications(page)).toHaveLength(1);
    expect(await isHidden(page)).toBe(true);
    await close();
  },
);

test.describe('an emergency that nobody has acknowledged', () => {
  test('[AL2] outlives Escape, a click outside, another conversation, a lost line and a reload', async ({
    page,
    mock,
  }) => {
    await consult(page);
    await raise(page);
    await page.keyboard.press('Escape');
    await page.getByText('Advice from AI can be wrong.').click();
    await expect(banner(page)).toBeVisible();
    await chooseDoctor(page);
    await expect(banner(page)).toContainText('in an earlier conversation');
    await reloadOnceSaved(page);
    await expect(banner(page)).toContainText(emergency);
    await expect(page).toHaveTitle('(1!) Emergency · Bedside');
    const isBack = mock.restart({ ms: 1_500 });
    await expect(page.getByText('Emergency screening not available.')).toBeVisible();
    await expect(banner(page)).toContainText(emergency);
    await isBack;
    await page.getByRole('button', { name: 'Sign out' }).click();
    const question = page.getByRole('alertdialog', { name: /before everything is acknowledged/ });
    await expect(question).toContainText('1 alert is not acknowledged.');
    await question.getByRole('button', { name: 'Stay' }).click();
    await acknowledge(page);
  });

  test('[AL2] of a tab that is closed stands in another that is open, and nowhere twice', async ({
    page,
    context,
    site,
  }) => {
    await context.clock.install();
    const other = await context.newPage();
    await signIn(other, physician, site);
    await consult(page);
    await raise(page);
    await expect(saved(page)).toBeVisible();
    await context.clock.fastForward(20_000);
    await expect(banner(other)).toHaveCount(0);
    await page.close();
    for (let look = 0; look < 3; look++) await context.clock.runFor(5_000);
    await expect(banner(other)).toContainText(emergency);
    await expect(other).toHaveTitle('(1!) Emergency · Bedside');
    await acknowledge(other);
    await expect(saved(other)).toBeVisible();
    const next = await context.newPage();
    await signIn(next, physician, site);
    await expect(composer(next)).toBeVisible();
    await expect(banner(next)).toHaveCount(0);
    await other.reload();
    await expect(log(other)).toContainText(emergency);
    await expect(banner(other)).toHaveCount(0);
  });

  test('[AL2] stays in sight and in reach above a dialog', async ({ page }) => {
    await consult(page);
    await raise(page);
    await page.getByRole('button', { name: 'New conversation' }).click();
    const dialog = page.getByRole('dialog', { name: 'New conversation' });
    await expect(banner(page)).toBeInViewport({ ratio: 1 });
    const [above, below] = await Promise.all([
      banner(page).boundingBox(),
      dialog.getByRole('heading').boundingBox(),
    ]);
    expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
    await page.keyboard.press('Alt+a');
    await expect(banner(page)).toBeFocused();
  });

  test('[AL2] is told on the locked screen without a word about the patient', async ({ page }) => {
    await page.clock.install();
    await lockAfter(page, 600);
    await consult(page);
    await raise(page);
    await page.clock.fastForward(601_000);
    const cover = page.locator('[data-cover]');
    await expect(cover.getByRole('alert').first()).toHaveText(
      'An emergency was flagged. Unlock to see it.',
    );
    await expect(cover).not.toContainText('chest');
    await expect(page).toHaveTitle('(1!) Emergency · Bedside');
    await expectAccessible(page);
  });

  test(
    '[AL5] is in the title of the tab and notified every 30 s, without a word about the patient',
    { tag: '@windowed' },
    async ({ page, context }) => {
      await context.grantPermissions(['notifications']);
      await page.addInitScript(noteNotifications);
      await page.clock.install();
      await consult(page);
      await raise(page);
      await expect(page).toHaveTitle('(1!) Emergency · Bedside');
      await expect.poll(() => notifications(page)).toHaveLength(1);
      await page.clock.fastForward(30_000);
      await expect.poll(() => notifications(page)).toHaveLength(2);
      expect((await notifications(page)).join()).not.toMatch(/chest|patient has/);
      await page.clock.fastForward(1_000);
      await acknowledge(page);
      await expect(page).toHaveTitle('Bedside');
    },
  );

  test('[AL5] makes a sound that the person allowed, which the browser itself makes', async ({
    page,
  }) => {
    await page.addInitScript(() => {
      const tones: string[] = [];
      Object.assign(window, { tones });
      const { start } = OscillatorNode.prototype;
      OscillatorNode.prototype.start = function (when) {
        tones.push('tone');
        start.call(this, when);
      };
    });
    const tones = () =>
      page.evaluate(() => (window as unknown as { tones: string[] }).tones.length);
    await consult(page);
    await log(page).getByRole('button', { name: 'Repeated every 30 s · sound off' }).click();
    await log(page).getByRole('switch', { name: 'Sound' }).check();
    await expect.poll(tones).toBe(4);
    await expect(log(page)).toContainText('sound on');
    await expectAccessible(page);
    await raise(page);
    await expect.poll(tones).toBe(8);
    await page.reload();
    await expect(log(page)).toContainText('sound on');
  });

  test(
    '[AL5] in two tabs speaks with one voice at a time, and is not told by turns',
    { tag: '@windowed' },
    async ({ page, context }) => {
      // Two people sign in, and each raises an emergency.
      test.slow();
      await context.grantPermissions(['notifications']);
      await context.addInitScript(noteNotifications);
      const other = await context.newPage();
      const tabs = [page, other];
      // One clock for all tabs of the browser.
      await context.clock.install();
      for (const tab of tabs) {
        await consult(tab);
        await raise(tab);
      }
      const countTold = async () => {
        const told = await Promise.all(tabs.map(notifications));
        return told.flat().length;
      };
      // Each alert is told once when it is raised.
      await expect.poll(countTold).toBe(2);
      // A hundred seconds in steps, so that each tab can hear the other in between.
      for (let step = 0; step < 100; step++) await context.clock.fastForward(1_000);
      // Every 30 s by one of them; by each of them it would be twice as many.
      expect(await countTold()).toBe(2 + 3);
      // Whoever is left goes on alone.
      // A tab behind another may get no frames, and what is not drawn cannot be pressed.
      await page.bringToFront();
      await acknowledge(page);
      await expect(other).toHaveTitle('(1!) Emergency · Bedside');
      const before = await countTold();
      for (let step = 0; step < 33; step++) await context.clock.fastForward(1_000);
      await expect.poll(countTold).toBe(before + 1);
    },
  );

  test('[AL6] offers its contacts to dial and to copy', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await consult(page);
    await raise(page, 'She took an overdose');
    const contacts = banner(page).getByRole('list', { name: 'Emergency contacts' });
    await expect(contacts.getByRole('link', { name: '911' })).toHaveAttribute('href', 'tel:911');
    await expect(contacts.getByRole('link', { name: 'Poison Control' })).toHaveAttribute(
      'href',
      'tel:18002221222',
    );
    await contacts.getByRole('button', { name: 'Copy 1-800-222-1222' }).click();
    await expect(banner(page).getByText('Number copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('1-800-222-1222');
  });
});

test.describe('acknowledging', () => {
  test('[AL3] says who, when, after how many seconds and why, and gives the focus back', async ({
    page,
  }) => {
    await consult(page);
    await raise(page);
    await acknowledge(page, 'Ambulance is on its way');
    await expect(banner(page)).toHaveCount(0);
    await expect(composer(page)).toBeFocused();
    await expect(log(page)).toContainText(
      /Acknowledged by physician at \d\d:\d\d, after \d+ s: Ambulance is on its way/,
    );
    await expect(page).toHaveTitle('Bedside');
    await reloadOnceSaved(page);
    await expect(log(page)).toContainText('Ambulance is on its way');
    await expect(banner(page)).toHaveCount(0);
  });

  test('[AL3] is not done by typing on, 20 keys a second, wherever the focus is', async ({
    page,
  }) => {
    await consult(page);
    await composer(page).fill(emergency);
    await typeOn(page, ['Enter', 'Space', 'Escape'], 15);
    await expect(banner(page)).toBeVisible();
    await page.keyboard.press('Alt+a');
    await page.keyboard.press('Tab');
    await expect(acknowledgeButton(page)).toBeFocused();
    await typeOn(page, ['Enter', 'Space', 'Escape'], 10);
    await typeOn(page, ['Space', 'Enter'], 10);
    await expect(log(page)).toContainText('Not acknowledged');
    await expect(banner(page)).toBeVisible();
  });

  test('[AL3] takes no act in the first moment of the button, nor by the second half of a double click', async ({
    page,
  }) => {
    await page.clock.install();
    await consult(page);
    await page.clock.pauseAt(Date.now() + 10_000);
    await raise(page);
    await acknowledgeButton(page).click();
    await expect(question(page)).toHaveCount(0);
    await page.clock.fastForward(1_000);
    await acknowledgeButton(page).click();
    await expect(question(page)).toBeVisible();
    await question(page).getByRole('button', { name: 'Acknowledge' }).click();
    await expect(question(page)).toBeVisible();
    await page.clock.fastForward(500);
    await question(page).getByRole('button', { name: 'Acknowledge' }).click();
    await expect(banner(page)).toHaveCount(0);
  });

  test('[AL2] one of three leaves the others, the gravest and newest open', async ({ page }) => {
    await consult(page);
    await raise(page, 'Thunderclap headache since noon');
    await ask(page, emergency);
    await ask(page, 'Now there is no pulse');
    await expect(banner(page)).toContainText('2 more not acknowledged');
    await expect(banner(page)).toContainText('cardiac arrest');
    await acknowledge(page);
    await expect(banner(page)).toContainText('heart attack');
    await acknowledge(page);
    await expect(banner(page)).toContainText('intracranial bleeding');
    await expect(page).toHaveTitle('(1!) Emergency · Bedside');
  });

  test('[AL2] “Show in conversation” leads from another conversation to the words', async ({
    page,
  }) => {
    await consult(page);
    await raise(page);
    await expect(lastReply(page)).toContainText('generated by AI, check before acting');
    await chooseDoctor(page);
    await expect(async () => {
      await banner(page).getByRole('button', { name: 'Show in conversation' }).click();
      await expect(page.getByRole('log').getByText('CALL 911 IMMEDIATELY')).toBeInViewport();
    }).toPass();
  });
});

test('[AL8] losing the line that screens is said, also in the panel; an assistant that does not screen says so', async ({
  page,
  mock,
}) => {
  await signIn(page);
  await expect(log(page)).toContainText('does not screen for emergencies');
  await chooseDoctor(page);
  await expect(log(page)).toContainText('does not mean there is none');
  const isBack = mock.restart({ ms: 1_500 });
  await expect(
    page.getByRole('status').getByText('Emergency screening not available.'),
  ).toBeVisible();
  await expect(log(page)).toContainText('Emergency screening is not available');
  await expectAccessible(page);
  await isBack;
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText('Emergency screening not available.')).toHaveCount(0);
});

const looks = [
  { name: 'light', use: { colorScheme: 'light' } },
  { name: 'dark', use: { colorScheme: 'dark' } },
  { name: 'forced colours', use: { contextOptions: { forcedColors: 'active' } } },
] as const;
const desktop = { width: 1440, height: 900 };
const sizes = [desktop, { width: 820, height: 1180 }, { width: 390, height: 844 }];

for (const { name, use } of looks) {
  test.describe(`the banner in ${name}`, () => {
    test.use(use);

    test('[AL4][AX1] three alerts and long words leave the composer in sight, with no fault for axe', async ({
      page,
    }) => {
      // Axe looks at four pages, each with a whole conversation.
      test.slow();
      await consult(page);
      await raise(page, 'Thunderclap headache since noon');
      await ask(page, `Now she has no pulse. ${'And this is how it began. '.repeat(30)}`);
      await ask(page, 'She took an overdose of paracetamol');
      await expect(banner(page)).toContainText('2 more not acknowledged');
      for (const size of sizes) {
        await page.setViewportSize(size);
        await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeInViewport({
          ratio: 1,
        });
        await expect(acknowledgeButton(page)).toBeInViewport({ ratio: 1 });
        await page.screenshot({ path: test.info().outputPath(`banner-${size.width}.png`) });
        await expectAccessible(page);
      }
      await page.setViewportSize(desktop);
      await banner(page).getByRole('button', { name: '2 more' }).click();
      await openQuestion(page);
      await page.screenshot({ path: test.info().outputPath('question.png') });
      await expectAccessible(page);
    });
  });
}
