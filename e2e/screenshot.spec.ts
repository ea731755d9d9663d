import { existsSync } from 'node:fs';
import { ask, expect, signIn, test } from './fixtures.ts';

/** The README's picture; made anew where it is missing or `BEDSIDE_SCREENSHOTS=1` asks for it. */
const picture = 'docs/images/console.png';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`the picture in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });

    test('a console in the middle of a case', async ({ page }) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
      await signIn(page);
      await ask(page, 'Where does the pain spread, and does he smoke?');
      await page.getByRole('radio', { name: 'Order test' }).click();
      for (const name of ['electrocardiogram', 'troponin i']) {
        await page.getByRole('combobox').fill(name);
        await page.getByRole('option', { name }).first().click();
      }
      await page.getByRole('button', { name: /^Send 2 orders/ }).click();
      await expect(
        page.getByRole('region', { name: 'Ordered tests' }).getByText('placed'),
      ).toHaveCount(2);
      await page.getByRole('combobox').fill('chest x-ray');
      await page.getByRole('option', { name: 'chest x-ray 2 views' }).first().click();
      await expect(page.getByRole('button', { name: /^Send order · / })).toBeVisible();
      const isWanted = !existsSync(picture) || process.env['BEDSIDE_SCREENSHOTS'] === '1';
      const path =
        colorScheme === 'light' && isWanted ? picture : test.info().outputPath('console.png');
      await page.screenshot({ path });
      expect(problems).toEqual([]);
    });
  });
}
