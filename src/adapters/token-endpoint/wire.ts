/**
 * What travels between a browser and a token endpoint, as schemas.
 *
 * Endpoints spell their keys in either way and leave out what they do not have. Its one law: no other
 * file of the product names a field of the wire.
 * Source: the token refresh of the XiansAi client examples; RFC 6749, sections 5.1 and 6.
 */
import * as z from 'zod/mini';

const token = z.string().check(z.minLength(1));
/** Seconds; some servers send them as text. */
const seconds = z.coerce.number().check(z.positive());

const camelCase = z.object({
  accessToken: token,
  expiresIn: z.nullish(seconds),
  refreshToken: z.nullish(token),
});

/** The answer to signing in and to renewing. */
export const wireTokens = z.union([
  camelCase,
  z.pipe(
    z.object({
      access_token: token,
      expires_in: z.nullish(seconds),
      refresh_token: z.nullish(token),
    }),
    z.transform((answer) => ({
      accessToken: answer.access_token,
      expiresIn: answer.expires_in,
      refreshToken: answer.refresh_token,
    })),
  ),
]);
export type WireTokens = z.infer<typeof wireTokens>;

/** The request that signs in. */
export const wireSignIn = z.object({ username: z.string(), password: z.string() });

/** The request that renews, and the one that ends a session. */
export const wireRenewal = z.object({
  grant_type: z.optional(z.literal('refresh_token')),
  refresh_token: z.string(),
});

/** Of a token that can be read; `exp` in seconds since 1970. */
export const wireClaims = z.object({ exp: z.optional(z.number()), sub: z.optional(z.string()) });
