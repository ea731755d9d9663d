/** Asks a Sessions server whether it takes a token, by the cheapest call that needs one. */
import * as z from 'zod/mini';
import { createHttp } from '../../net/http.ts';

/** @throws `SignInRequired` where it does not, and the others of `core/errors.ts` */
export async function checkSessionsToken(baseUrl: string, token: string): Promise<void> {
  const credentials = {
    accessToken: () => Promise.resolve(token),
    // There is no other one: what is refused stays refused.
    renew: () => Promise.resolve(),
  };
  const http = createHttp({ baseUrl, credentials });
  await http.get('sessions?limit=1', z.unknown());
}
