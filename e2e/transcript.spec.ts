import type { Page } from '@playwright/test';
import { ask, expect, expectAccessible, lastReply, signIn, test } from './fixtures.ts';
import { continueLongConversation } from './long-conversation.ts';

const turns = 5_000;

const log = (page: Page) => page.getByRole('log', { name: 'Transcript' });
const turn = (page: Page, number: number) =>
  page.getByRole('group', { name: new RegExp(`^Turn ${number} of `) });
const drawn = (page: Page) => log(page).getByRole('group', { name: /^Turn/ });
const jump = (page: Page) => page.getByRole('button', { name: 'Jump to latest' });

const fromEnd = (page: Page) =>
  log(page).evaluate((pane) => pane.scrollHeight - pane.scrollTop - pane.clientHeight);

/** Scrolls by that many pixels, and waits for two frames after what came of it was painted. */
async function scrollBy(page: Page, by: number): Promise<void> {
  await log(page).evaluate(async (pane, by) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    pane.scrollBy({ top: by, behavior: 'instant' });
    for (let count = 0; count < 3; count++) await frame();
  }, by);
}

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const longOne = (page: Page) => list(page).getByRole('button', { name: /Question 1/ });

async function openAnother(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByRole('button', { name: 'Start conversation' }).click();
  await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
}

/** The first paragraph that begins below the top of the pane, and how far below. */
function readLine(page: Page) {
  return log(page).evaluate((pane) => {
    const { top } = pane.getBoundingClientRect();
    const lines = [...pane.querySelectorAll('p')];
    const line = lines.find((each) => each.getBoundingClientRect().top > top + 40);
    if (!line) throw new Error('Nothing is in sight');
    for (const read of pane.querySelectorAll('[data-line]')) read.removeAttribute('data-line');
    line.dataset['line'] = '';
    return line.getBoundingClientRect().top - top;
  });
}

/** Where the line is now that was read before. */
function lineNow(page: Page) {
  return log(page).evaluate((pane) => {
    const line = pane.querySelector('[data-line]');
    if (!line) throw new Error('The line is gone');
    return line.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  });
}

test.describe('a conversation of 5,000 turns', () => {
  // They have to be made and sealed first.
  test.slow();

  test.beforeEach(async ({ page }) => {
    await signIn(page);
    await continueLongConversation(page, turns);
  });

  test('[HI4][TK3][AX2] opens at its end, with only what is near, and every turn is reached by keys and bar', async ({
    page,
  }) => {
    await expect(turn(page, turns)).toContainText(`Question ${turns}`);
    await expect(page.getByText('does not remember the turns above')).toBeInViewport();
    expect(await fromEnd(page)).toBeLessThan(5);
    await expect(jump(page)).toBeHidden();
    expect(await drawn(page).count()).toBeLessThan(40);
    await expectAccessible(page);

    await log(page).focus();
    await page.keyboard.press('Home');
    await expect(turn(page, 1)).toBeInViewport();
    expect(await log(page).evaluate((pane) => pane.scrollTop)).toBe(0);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await expect(turn(page, 1)).not.toBeInViewport();
    expect(await drawn(page).count()).toBeLessThan(60);
    await page.keyboard.press('End');
    await expect(turn(page, turns)).toBeInViewport();
    await expect.poll(() => fromEnd(page)).toBeLessThan(5);
    await page.keyboard.press('PageUp');
    await expect(jump(page)).toBeVisible();

    for (const part of [0.5, 0.1, 0.93, 0.0004, 0.7]) {
      await log(page).evaluate((pane, part) => {
        pane.scrollTop = part * pane.scrollHeight;
      }, part);
      await scrollBy(page, 0);
      expect(await covered(page)).toBe(true);
      expect(await drawn(page).count()).toBeLessThan(60);
    }
  });

  for (const keeper of ['the browser', 'Bedside, where the browser does not,']) {
    test(`[TK4] ${keeper} keeps the line that is read, whatever changes above it`, async ({
      page,
    }) => {
      if (keeper !== 'the browser') {
        await openAnother(page);
        await page.evaluate(() => {
          // In a way that the policy of a clinic allows.
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('[role=log] { overflow-anchor: none }');
          document.adoptedStyleSheets.push(sheet);
        });
        await longOne(page).click();
      }
      for (let step = 0; step < 40; step++) {
        const before = await readLine(page);
        await scrollBy(page, -330);
        expect(Math.abs((await lineNow(page)) - before - 330)).toBeLessThanOrEqual(2);
        expect(await drawn(page).count()).toBeLessThan(60);
      }
      await expect(jump(page)).toBeVisible();
    });
  }

  test('[TK4] so it does when the window changes its size', async ({ page }) => {
    await scrollBy(page, -5_000);
    // At the top of the pane: what is cut off there may take more lines than before.
    await scrollBy(page, await readLine(page));
    const before = await lineNow(page);
    const { width } = page.viewportSize() ?? { width: 0 };
    await page.setViewportSize({ width: width - 400, height: 700 });
    await scrollBy(page, 0);
    expect(await log(page).evaluate((pane) => pane.clientWidth)).toBeLessThan(750);
    expect(Math.abs((await lineNow(page)) - before)).toBeLessThanOrEqual(2);
  });

  test('[AX5] what has the focus, is selected or unfolded stays, however far it is', async ({
    page,
  }) => {
    const unfolded = turn(page, turns - 1).getByRole('button', { name: 'Source' });
    await unfolded.click();
    const focused = turn(page, turns - 2).getByRole('button', { name: 'Copy reply' });
    await focused.focus();
    await turn(page, turns).evaluate((node) => getSelection()?.selectAllChildren(node));
    const selected = await page.evaluate(() => getSelection()?.toString());
    expect(selected).toContain(`Answer ${turns}`);
    await log(page).evaluate((pane) => {
      pane.scrollTop = pane.scrollHeight / 2;
    });
    await expect(turn(page, turns - 3)).toBeHidden();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(selected);
    await expect(focused).toBeFocused();
    await expect(unfolded).toHaveAttribute('aria-expanded', 'true');
    await page.keyboard.press('Tab');
    await expect(turn(page, turns - 2).getByRole('button', { name: 'Source' })).toBeFocused();
    await expect(turn(page, turns - 2)).toBeInViewport();
  });

  test('[HI4] is where it was left after another one was looked at, and after a reload', async ({
    page,
  }) => {
    await openAnother(page);
    await longOne(page).click();
    await expect(turn(page, turns)).toBeInViewport();
    await scrollBy(page, -40_000);
    const [name, before] = await firstInView(page);
    await list(page)
      .getByRole('button', { name: /Not begun yet/ })
      .click();
    await expect(page.getByText('Nothing said yet', { exact: true })).toBeVisible();
    await longOne(page).click();
    await expect(jump(page)).toBeVisible();
    const isThere = async () => {
      const [sameName, after] = await firstInView(page);
      expect(sameName).toBe(name);
      expect(Math.abs(after - before)).toBeLessThanOrEqual(2);
    };
    await isThere();
    await page.reload();
    await expect(jump(page)).toBeVisible();
    await isThere();
  });
});

/** Whether turns, and not the room for them, are at every height of the pane. */
function covered(page: Page): Promise<boolean> {
  return log(page).evaluate((pane) => {
    const { left, top, width, height } = pane.getBoundingClientRect();
    const heights = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => top + part * height);
    return heights.every((y) =>
      document
        .elementsFromPoint(left + width / 2, y)
        .some((element) => element.closest('[role="group"]')),
    );
  });
}

/** The turn at the top of the pane, and how far its beginning is below that. */
function firstInView(page: Page): Promise<[string, number]> {
  return log(page).evaluate((pane): [string, number] => {
    const { top } = pane.getBoundingClientRect();
    const items = [...pane.querySelectorAll('[role="group"]')];
    const first = items.find((item) => item.getBoundingClientRect().bottom > top);
    if (!first) throw new Error('Nothing is in sight');
    return [first.getAttribute('aria-label') ?? '', first.getBoundingClientRect().top - top];
  });
}

test.describe('beside a reply that grows', () => {
  test('[TK3][TK4] a reader far above is not moved, by its growth, its end or a remark', async ({
    page,
    mock,
  }) => {
    await signIn(page);
    await continueLongConversation(page, 300);
    // The reply is a short one: it may grow once the reader is where they want to be.
    mock.setRate(1);
    await page.getByLabel('Message', { exact: true }).fill('Tell me more');
    await page.keyboard.press('Enter');
    await expect(lastReply(page)).toContainText('is answering');
    await expect.poll(() => fromEnd(page)).toBeLessThan(5);
    await scrollBy(page, -700);
    const before = await readLine(page);
    const length = () => log(page).evaluate((pane) => pane.scrollHeight);
    const start = await length();
    mock.setRate(25);
    await expect.poll(length).toBeGreaterThan(start + 40);
    expect(await lineNow(page)).toBe(before);
    mock.setRate(0);
    await expect(lastReply(page)).toContainText('generated by AI');
    expect(await lineNow(page)).toBe(before);
    mock.faults.arm({ kind: 'close', code: 1001 });
    await expect(page.getByText('does not remember the turns above').last()).toBeVisible();
    expect(await lineNow(page)).toBe(before);
    await jump(page).click();
    await expect.poll(() => fromEnd(page)).toBeLessThan(5);
    await expect(jump(page)).toBeHidden();
  });
});

test('[XP2] a conversation is whole on paper, and where it was after that', async ({ page }) => {
  await signIn(page);
  await continueLongConversation(page, 300);
  await scrollBy(page, -10_000);
  const before = await firstInView(page);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await drawn(page).count()).toBe(300);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await drawn(page).count()).toBeLessThan(60);
  const after = await firstInView(page);
  expect(after[0]).toBe(before[0]);
  expect(Math.abs(after[1] - before[1])).toBeLessThanOrEqual(2);
});

test('[OR3] an order of the list is shown where it was made', async ({ page }) => {
  await signIn(page);
  await page.getByRole('radio', { name: 'Order test' }).click();
  await page.getByRole('combobox').fill('d-dimer');
  await page.getByRole('option', { name: 'd-dimer' }).first().click();
  await page.getByRole('button', { name: /^Send order/ }).click();
  await expect(page.getByRole('region', { name: 'Ordered tests' })).toContainText('placed');
  await page.getByRole('radio', { name: 'Ask' }).click();
  for (const question of ['Does he smoke?', 'Any allergies?', 'Tell me more', 'Any fever?']) {
    await ask(page, question);
  }
  await expect(turn(page, 1)).not.toBeInViewport();
  await page.getByRole('button', { name: /^Show d-dimer in the conversation/ }).click();
  await expect(turn(page, 1)).toBeInViewport();
  await expect(turn(page, 1)).toBeFocused();
  await expectAccessible(page);
});
