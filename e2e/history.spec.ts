import type { Page } from '@playwright/test';
import { ask, expect, expectAccessible, physician, signIn, test } from './fixtures.ts';

const log = (page: Page) => page.getByRole('log', { name: 'Transcript' });
const drawn = (page: Page) => log(page).getByRole('group', { name: /^Turn/ });
const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const rows = (page: Page) => list(page).getByRole('listitem');
/** By the words of its first line. */
const row = (page: Page, name: RegExp) =>
  rows(page)
    .filter({ has: page.getByText(name) })
    .getByRole('button')
    .first();
const turn = (page: Page, number: number) =>
  page.getByRole('group', { name: new RegExp(`^Turn ${number} of `) });

for (const mode of ['real', 'documented'] as const) {
  test.describe(`kept conversations, ${mode} mode`, () => {
    test.use({ mockOptions: { mode } });

    test('[HI4] a conversation of 5,000 messages opens at its end, and all of it can be reached', async ({
      page,
      mock,
    }) => {
      const { newest } = mock.seed({ user: 'physician', conversations: 1, messages: 5_000 });
      await signIn(page, physician, `/#/conversations/${newest}`);
      await expect(drawn(page).last()).toContainText('question 2500');
      await expect(drawn(page).last()).toBeInViewport();
      await expectAccessible(page);
      await log(page).focus();
      await page.keyboard.press('Home');
      await expect(turn(page, 1)).toContainText('question 1');
      await expect(turn(page, 1)).toBeInViewport();
      await expect(turn(page, 1)).toHaveAccessibleName('Turn 1 of 2500');
      await page.keyboard.press('End');
      await expect(turn(page, 2_500)).toBeInViewport();
    });
  });
}

test('[HI1] the list of 5,000 is read as one scrolls, and says where it ends', async ({
  page,
  mock,
}) => {
  mock.seed({ user: 'physician', conversations: 5_000, messages: 2 });
  await signIn(page);
  const first = row(page, /case 5000$/);
  await expect(first).toBeVisible();
  await expectAccessible(page);
  await first.focus();
  const isAtEnd = async () => {
    await page.keyboard.press('End');
    return page.getByText('These are all.').isVisible();
  };
  await expect.poll(isAtEnd, { timeout: 20_000 }).toBe(true);
  // The last of them may have come after the key was pressed.
  await page.keyboard.press('End');
  await expect(row(page, /case 1$/)).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(70);
  await page.keyboard.press('Home');
  await expect(first).toBeInViewport();
});

test('[TK4][HI4] what is read further up stays in its place while more comes above it', async ({
  page,
  mock,
}) => {
  const { newest } = mock.seed({ user: 'physician', conversations: 1, messages: 1_200 });
  await signIn(page, physician, `/#/conversations/${newest}`);
  await expect(drawn(page).last()).toContainText('question 600');
  /** Where the top of a question is, from the top of the pane. */
  const placeOf = (question: string) =>
    log(page)
      .getByText(question, { exact: true })
      .evaluate((line) => {
        const pane = line.closest('[role=log]');
        return line.getBoundingClientRect().top - (pane?.getBoundingClientRect().top ?? 0);
      });
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/messages\?.*after=/, async (route) => {
    await held;
    await route.continue();
  });
  await log(page).evaluate((pane) => (pane.scrollTop = 0));
  const oldest = 'Chest pain: question 576';
  await expect(log(page).getByText(oldest, { exact: true })).toBeInViewport();
  await expect(page.getByText('Reading what was said before …')).toBeVisible();
  const before = await placeOf(oldest);
  answer();
  await expect(drawn(page).first()).not.toContainText(oldest);
  expect(Math.abs((await placeOf(oldest)) - before)).toBeLessThanOrEqual(2);
  await page.reload();
  await expect(log(page).getByText(oldest, { exact: true })).toBeInViewport();
  expect(Math.abs((await placeOf(oldest)) - before)).toBeLessThanOrEqual(2);
});

const search = (page: Page) => page.getByRole('search', { name: 'Find in conversation' });
const words = (page: Page) => search(page).getByRole('textbox');

/** The text that is marked as the match that is looked at, and whether it is in sight. */
function lookedAt(page: Page) {
  return log(page).evaluate((pane) => {
    const [range] = CSS.highlights.get('found-now') ?? [];
    if (!(range instanceof Range)) return null;
    const { top, bottom } = range.getBoundingClientRect();
    const own = pane.getBoundingClientRect();
    const turn = range.startContainer.parentElement?.closest('[data-index]');
    const isInSight = top >= own.top && bottom <= own.bottom;
    return `${range.toString()} in ${turn?.getAttribute('aria-label')}, ${isInSight ? 'seen' : 'not seen'}`;
  });
}

test('[HI1] words are found in all of a long conversation, and each is led to', async ({
  page,
  mock,
}) => {
  const { newest } = mock.seed({ user: 'physician', conversations: 1, messages: 5_000 });
  await signIn(page, physician, `/#/conversations/${newest}`);
  await expect(drawn(page).last()).toContainText('question 2500');
  await page.keyboard.press('Alt+s');
  await words(page).fill('QUESTION 12');
  await expect(search(page).getByRole('status')).toHaveText('111 of 111');
  await expect.poll(() => lookedAt(page)).toBe('question 12 in Turn 1299 of 2500, seen');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(search(page).getByRole('status')).toHaveText('1 of 111');
  await expect.poll(() => lookedAt(page)).toBe('question 12 in Turn 12 of 2500, seen');
  await page.keyboard.press('Shift+Enter');
  await expect.poll(() => lookedAt(page)).toBe('question 12 in Turn 1299 of 2500, seen');
  await expect(words(page)).toBeFocused();
  await words(page).fill('no such words');
  await expect(search(page).getByRole('status')).toHaveText('Not found');
  await page.keyboard.press('Escape');
  await expect(search(page)).toBeHidden();
  await expect(log(page)).toBeFocused();
  expect(await page.evaluate(() => CSS.highlights.size)).toBe(0);
});

test('[HI1] words are found in the live conversation too', async ({ page }) => {
  await signIn(page);
  await ask(page, 'Any allergies to penicillin?');
  await page.getByRole('button', { name: 'Find in this conversation' }).click();
  await words(page).fill('penicillin');
  await expect.poll(() => lookedAt(page)).toMatch(/^penicillin in Turn 1 of 1, seen$/i);
});
