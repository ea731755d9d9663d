import type { Page } from '@playwright/test';
import { expect, expectAccessible, physician, signIn, test } from './fixtures.ts';

const log = (page: Page) => page.getByRole('log', { name: 'Transcript' });
const drawn = (page: Page) => log(page).getByRole('group', { name: /^Turn/ });
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
