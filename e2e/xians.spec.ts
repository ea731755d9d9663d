/** The care desk: answers with figures, hands over, pushes notices, and goes on when its hub is gone. */
import {
  ask,
  chooseAssistant,
  expect,
  expectAccessible,
  lastReply,
  reloadOnceSaved,
  signIn,
  taken,
  test,
} from './fixtures.ts';

test('[OB2][NT1][NT2] a consultation with the care desk, with its hub, without it, and with it again', async ({
  page,
  mock,
}) => {
  await signIn(page);
  await chooseAssistant(page, 'Care desk');
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
  const log = page.getByRole('log', { name: 'Transcript' });

  await ask(page, 'Chest pain, and the troponin has doubled');
  await expect(lastReply(page)).toContainText('acute coronary syndrome');
  const card = log.getByRole('region', { name: 'Cardiac markers' });
  await expect(card).toContainText('Potassium');
  await expect(log.getByText('Handed over to Dr. Samuel Osei')).toBeVisible();
  await expect(log.getByText('Expected wait: 5 min')).toBeVisible();
  await expectAccessible(page);

  const notify = (notice: object) =>
    page.request.post(`${mock.url}/_mock/xians/notice`, {
      data: { participantId: 'physician', ...notice },
    });
  const notices = page.getByRole('region', { name: 'Notices', exact: true });
  // However much it says, it covers little, and can be put away: the list has all of it.
  const title = `Radiology is delayed ${'and late '.repeat(400)}`;
  await notify({ severity: 'warning', title });
  const toast = page.getByRole('region', { name: /New notices/ });
  await expect(toast).toContainText('Radiology is delayed');
  expect((await toast.boundingBox())?.height).toBeLessThan(250);
  await expectAccessible(page);
  await toast.getByRole('button', { name: 'Close' }).click();
  await expect(toast).toBeHidden();
  await expect(notices.getByRole('listitem')).toHaveCount(1);
  const order = 'Potassium 6.8 mmol/L, confirmed on a repeat sample. ECG and treatment now.';
  const message = `${order}\n${'The analyser of ward 4 is out of order. '.repeat(20)}\nCall 4444.`;
  await notify({ severity: 'critical', message });
  await expect(page.getByText(/Emergency, flagged by Care desk \(notice\)/)).toContainText(
    'Critical potassium',
  );
  await expect(notices.getByRole('listitem')).toHaveCount(2);

  // What passes by lies over no emergency, least of all on a phone.
  await page.setViewportSize({ width: 390, height: 844 });
  await notify({ severity: 'warning', title: 'The laboratory is late' });
  await expect(toast).toContainText('The laboratory is late');
  const boxes = await Promise.all([
    page
      .getByRole('button', { name: /^Acknowledge/ })
      .first()
      .boundingBox(),
    toast.boundingBox(),
  ]);
  const [button, passing] = boxes;
  // What is long is read below the button, whole, and that it is not of this conversation is not cut.
  const banner = page.getByRole('region', { name: '1 alert', exact: true });
  await expect(banner.getByRole('button', { name: /^Acknowledge/ })).toBeInViewport({ ratio: 1 });
  await expect(banner.getByRole('region', { name: 'What the service said' })).toContainText(
    message,
  );
  const remark = banner.getByText('It is not of this conversation');
  expect(await remark.evaluate((words) => words.scrollHeight - words.clientHeight)).toBe(0);
  expect(passing?.y).toBeGreaterThan((button?.y ?? NaN) + (button?.height ?? NaN));
  await toast.getByRole('button', { name: 'Close' }).click();
  await page.setViewportSize({ width: 1440, height: 900 });

  const hub = { path: '/ws/chat' };
  const refusal = mock.faults.arm({ kind: 'refuse-handshake', times: 'always', match: hub });
  mock.faults.arm({ kind: 'close', code: 1011, match: hub });
  await expect(page.getByText('live by REST: slower')).toBeVisible();
  await ask(page, 'A headache since this morning');
  await expect(lastReply(page)).toContainText('what must not be missed');
  await expectAccessible(page);

  mock.faults.disarm(refusal);
  // It comes back by itself; a hint that the network is another spares the wait.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
  await ask(page, 'Show me the observations');
  await expect(log.getByRole('region', { name: 'Vital signs' })).toBeVisible();

  await expect(log.getByRole('article', { name: /^Reply of/ })).toHaveCount(3);
  await expect(card).toHaveCount(1);
  await expect(log.getByText(/^Handed over to/)).toHaveCount(1);
  expect(taken(mock).map(({ text }) => text)).toEqual([
    'Chest pain, and the troponin has doubled',
    'A headache since this morning',
    'Show me the observations',
  ]);

  // What was shown is told once, also by a page that is loaded anew.
  await reloadOnceSaved(page);
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
  await expect(log.getByRole('article', { name: /^Reply of/ })).toHaveCount(3);
  await expect(card).toHaveCount(1);
  await expect(log.getByText('An answer that came late')).toBeHidden();
});

test('[AU1][NT1][HI2] a site that has only the desk is signed in to by a key, and the desk forgets when told to', async ({
  page,
}) => {
  await page.route('**/config.json', async (route) => {
    const { tenant, xians } = (await (await route.fetch()).json()) as Record<string, object>;
    await route.fulfill({ json: { tenant, xians: { ...xians, broadcast: {} } } });
  });
  await page.goto('/');
  await page.getByLabel('Your name').fill('Dr Kay');
  await page.getByLabel('API key').fill('sk-Xnai-revoked');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('key');
  await page.getByLabel('API key').fill('sk-Xnai-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
  await ask(page, 'Chest pain, and the troponin has doubled');
  await expect(lastReply(page)).toContainText('acute coronary syndrome');
  await expect(page.getByRole('region', { name: 'Cardiac markers' })).toBeVisible();
  await expectAccessible(page);
  await reloadOnceSaved(page);
  await expect(lastReply(page)).toContainText('acute coronary syndrome');

  await page.getByRole('button', { name: /^Connections: / }).click();
  const desk = page.getByRole('region', { name: 'XiansAi' });
  await desk.getByRole('button', { name: 'Delete it there …' }).click();
  const question = page.getByRole('alertdialog', {
    name: 'Delete everything Care desk keeps of you?',
  });
  await expect(question).toContainText('This cannot be undone');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Delete everything' }).click();
  await expect(desk).toContainText('keeps nothing of what you said to it before');
});
