import { expect, expectAccessible, nurse, physician, signIn, test } from './fixtures.ts';

test.describe('signing in', () => {
  test('[AU1] wrong credentials are told in words; the name stays, the password does not', async ({
    page,
  }) => {
    await page.goto('/');
    await page.getByLabel('Username').fill('physician');
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('User name or password is not right');
    await expect(page.getByLabel('Username')).toHaveValue('physician');
    await expect(page.getByLabel('Password')).toHaveValue('');
    await expectAccessible(page);
  });

  test('[AU1] an empty form says what is missing and asks no server', async ({ page }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter your user name');
    await page.getByLabel('Username').fill('physician');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Enter your password');
    expect(requests.filter((url) => url.includes('/login'))).toEqual([]);
  });

  test('[AU1] a lock-out says so, with the wait', async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Username').fill('locked');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Too many failed sign-ins');
    await expect(page.getByRole('alert')).toContainText('5 min');
  });

  test('[AU1] a server that is down says so, and that nobody is signed in', async ({
    page,
    mock,
  }) => {
    await page.goto('/');
    await mock.close();
    await page.getByLabel('Username').fill('physician');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('You are not signed in');
  });

  test('[AU1] a page instead of data, as a gateway sends it, is told and not shown', async ({
    page,
  }) => {
    await page.route('**/api/v1/login', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Gateway</h1>' }),
    );
    await page.goto('/');
    await page.getByLabel('Username').fill('physician');
    await page.getByLabel('Password').fill('secret');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('a web page instead of data');
    await expect(page.getByRole('heading', { name: 'Gateway' })).toHaveCount(0);
  });

  test('[AU1] a 422 names the field and never echoes what was typed', async ({ page }) => {
    await page.route('**/api/v1/login', (route) =>
      route.fulfill({
        status: 422,
        json: {
          detail: [
            {
              type: 'string_too_long',
              loc: ['body', 'password'],
              msg: 'String should have at most 72 characters',
              input: 'hunter2-canary',
            },
          ],
        },
      }),
    );
    await page.goto('/');
    await page.getByLabel('Username').fill('physician');
    await page.getByLabel('Password').fill('hunter2-canary');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('password: String should have at most 72');
    await expect(page.locator('body')).not.toContainText('hunter2-canary');
  });

  test('[AU2] a reload stays signed in, a new tab does not', async ({ page, context, site }) => {
    await signIn(page);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    const other = await context.newPage();
    await other.goto(site);
    await expect(other.getByLabel('Username')).toBeVisible();
  });

  test('[AU2] no token is in the address, in storage beside the refresh token, or on the console', async ({
    page,
  }) => {
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    const answer = page.waitForResponse('**/api/v1/login');
    await signIn(page);
    const tokens = (await (await answer).json()) as { access_token: string };
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href, document.title]),
    );
    expect(kept).not.toContain(tokens.access_token);
    expect(lines.join('\n')).not.toContain(tokens.access_token);
  });

  test('[AU3] a token that lasts 20 s is renewed ahead of its end, unseen', async ({ page }) => {
    const renewals: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/refresh')) renewals.push(request.url());
    });
    await page.clock.install();
    await signIn(page, { username: 'shortlived', password: 'secret' });
    await page.clock.fastForward(19_000);
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('button', { name: 'Start conversation' }).click();
    await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
    expect(renewals).toHaveLength(1);
  });

  test('[AU6] who may not export is told why', async ({ page }) => {
    await signIn(page, nurse);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('FHIR from the server').click();
    await expect(page.getByRole('dialog')).toContainText('admin');
    await expectAccessible(page);
  });

  test('signing out ends the session on the server and empties the page', async ({ page }) => {
    await signIn(page);
    const logout = page.waitForResponse('**/api/v1/logout');
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect((await logout).status()).toBe(200);
    await expect(page.getByLabel('Username')).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Username')).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test('the sign-in page works by keyboard alone', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByLabel('Username')).toBeFocused();
    await page.keyboard.type(physician.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(physician.password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });
});

test.describe('a site whose config.json is wrong', () => {
  const serve = (body: string) => ({ contentType: 'application/json', body });

  test('[OP1] names the key and what was expected', async ({ page }) => {
    await page.route('**/config.json', (route) =>
      route.fulfill(serve('{"tenant":"A","dx0":{"baseUrl":"/api/v1","budget":"abc"},"dxO":{}}')),
    );
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Bedside cannot start' })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'dx0.budget' })).toContainText(
      'number',
    );
    await expect(page.getByRole('listitem').filter({ hasText: 'dxO' })).toContainText('spelling');
    await expectAccessible(page);
  });

  test('[OP1] says at which line and column it is not JSON', async ({ page }) => {
    await page.route('**/config.json', (route) =>
      route.fulfill(serve('{\n  "tenant": "A"\n  "dx0": {}\n}')),
    );
    await page.goto('/');
    await expect(page.getByText('line 3, column 3')).toBeVisible();
  });

  test('[OP1] says that it is not there, and starts once it is', async ({ page }) => {
    await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: 'no' }));
    await page.goto('/');
    await expect(page.getByText('could not be read')).toBeVisible();
    await page.unroute('**/config.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByLabel('Username')).toBeVisible();
  });
});
