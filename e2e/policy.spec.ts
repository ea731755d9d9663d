/**
 * What the policy of a clinic is proven by itself with: behind nginx in whatever project. All other
 * tests meet it too, and what the browser refuses fails them by the fixtures.
 */
import type { Page } from '@playwright/test';
import { ask, chooseDoctor, expect, lastReply, serveByNginx, signIn, test } from './fixtures.ts';

test.use({
  site: async ({ mock }, provide) => {
    const { address, close } = await serveByNginx(mock.url);
    await provide(address);
    await close();
  },
});

/** Ends every reply of AI Doctor with these words. */
async function endRepliesWith(page: Page, words: string): Promise<void> {
  await page.routeWebSocket(/\/ws\/chat/, (line) => {
    const server = line.connectToServer();
    server.onMessage((frame) => {
      const timestamp = new Date().toISOString();
      if (frame.includes('"stream_end"'))
        line.send(JSON.stringify({ type: 'token', content: words, timestamp }));
      line.send(frame);
    });
  });
}

test.describe('[SE1] under the policy of a clinic nothing is refused', () => {
  test('in a case: asked, ordered past the limit, diagnosed, exported, printed', async ({
    page,
  }) => {
    const lines: string[] = [];
    page.on('websocket', (line) => lines.push(line.url()));
    await page.route('**/config.json', async (route) => {
      const config = (await (await route.fetch()).json()) as { dx0: object };
      await route.fulfill({ json: { ...config, dx0: { ...config.dx0, tokenInProtocol: true } } });
    });
    await signIn(page);
    // The token is nowhere in an address, and browsers take the proxy's answer for good.
    expect(lines.join()).toMatch(/\/api\/v1\/ws(?!.*token)/);
    await page.getByRole('button', { name: 'Full case' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await ask(page, 'Does he smoke?');

    await page.getByRole('radio', { name: 'Order test' }).click();
    await page.getByRole('combobox').fill('troponin i');
    await page.getByRole('option', { name: 'troponin i' }).first().click();
    await page.getByRole('button', { name: /^Send order/ }).click();
    await expect(page.getByRole('region', { name: 'Ordered tests' })).toContainText('placed');

    await page.getByRole('radio', { name: 'Diagnose' }).click();
    await page.getByLabel('Message: final diagnosis').fill('NSTEMI');
    await page.getByRole('button', { name: 'Send diagnosis' }).click();
    await page.getByRole('button', { name: 'Submit diagnosis' }).click();
    await expect(page.getByText('Diagnosis submitted.')).toBeVisible();

    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('FHIR from the server').click();
    await page.getByLabel('Patient id').fill('patient-12345');
    await page.getByRole('button', { name: 'Make preview' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toContain('transcript');
    expect((await page.pdf()).length).toBeGreaterThan(1_000);
  });

  test('in a streamed reply with tables, code and references, and in an emergency', async ({
    page,
  }) => {
    await endRepliesWith(page, '\n\nBedside &copy; a clinic &amp; co.\n');
    await signIn(page);
    await chooseDoctor(page);
    await ask(page, 'I have a headache [length 3000]');
    await expect(lastReply(page).getByRole('table').first()).toBeVisible();
    await expect(lastReply(page).getByRole('group', { name: 'Code, text' }).first()).toBeVisible();
    await expect(lastReply(page)).toContainText('Bedside © a clinic & co.');
    await page.getByLabel('Message', { exact: true }).fill('My patient has chest pain and sweats');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: '1 alert' })).toBeVisible();
  });
});

test('[SE1] what the policy forbids is refused, and does not go unnoticed', async ({
  page,
  refusals,
}) => {
  await page.goto('/');
  await expect(page.getByLabel('Username')).toBeVisible();
  const outcome = await page.evaluate(async () => {
    const style = document.createElement('style');
    style.textContent = 'body { background: red }';
    document.head.append(style);
    const script = document.createElement('div');
    const html = () => (script.innerHTML = '<img src="/icon.svg">');
    return {
      painted: getComputedStyle(document.body).backgroundColor === 'rgb(255, 0, 0)',
      elsewhere: await fetch('https://elsewhere.example/').then(
        () => 'reached',
        () => 'refused',
      ),
      html: (() => {
        try {
          return html();
        } catch (error) {
          return (error as Error).name;
        }
      })(),
    };
  });
  expect(outcome).toEqual({ painted: false, elsewhere: 'refused', html: 'TypeError' });
  for (const part of ['style-src', 'connect-src', 'TrustedHTML'])
    expect(refusals.join('\n')).toContain(part);
  refusals.length = 0;
});
