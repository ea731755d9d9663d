/** Asks a Xians server whether it takes a key or a token, by the cheapest call that needs one. */
import type { XiansServerOptions } from './xians-server.ts';
import { createXiansServer } from './xians-server.ts';

export interface KeyCheck extends Pick<XiansServerOptions, 'baseUrl' | 'tenantId' | 'participant'> {
  readonly workflow: string;
}

/** @throws `SignInRequired` where it does not, and the others of `core/errors.ts` */
export async function checkXiansKey({ workflow, ...to }: KeyCheck, key: string): Promise<void> {
  const credentials = {
    accessToken: () => Promise.resolve(key),
    // There is no other one: what is refused stays refused.
    renew: () => Promise.resolve(),
  };
  await createXiansServer({ ...to, credentials }).history(workflow, null, { pageSize: 1 });
}
