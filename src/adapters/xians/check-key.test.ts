import { afterEach, beforeEach, expect, it } from 'vitest';
import { SignInRequired, Unreachable } from '../../core/errors.ts';
import type { MockedXians } from '../../testing/mocked-xians.ts';
import { startMockedXians } from '../../testing/mocked-xians.ts';
import { checkXiansKey } from './check-key.ts';

let xians: MockedXians;
beforeEach(async () => {
  xians = await startMockedXians('real');
});
afterEach(() => xians.tearDown());

const check = (key: string, tenantId = 'default') =>
  checkXiansKey(
    { baseUrl: xians.gate.url, tenantId, workflow: 'clinical-desk', participant: 'Dr Kay' },
    key,
  );

it('[AU1] a Xians server is asked whether it takes a key, of this tenant', async () => {
  await check('sk-Xnai-demo');
  await check('sk-Xnai-only-north', 'north');
  for (const [key, tenantId] of [
    ['sk-Xnai-wrong', 'default'],
    ['sk-Xnai-only-north', 'south'],
    ['no key at all', 'default'],
  ]) {
    await expect(check(key ?? '', tenantId)).rejects.toThrow(SignInRequired);
  }
  expect(xians.server.received()).toEqual([]);
});

it('[AU1] a server that is down has refused nothing', async () => {
  await xians.gate.shut();
  await expect(check('sk-Xnai-demo')).rejects.toThrow(Unreachable);
});
