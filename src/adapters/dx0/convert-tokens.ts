/**
 * What a Dx0 token says. Apart from the other conversions because signing in needs it, and nothing
 * else of them.
 */
import type * as z from 'zod/mini';
import { BadFrame } from '../../core/errors.ts';
import type { Tokens } from '../../net/token-keeper.ts';
import type { WireClaims, wireTokenPair } from './wire.ts';
import { wireClaims } from './wire.ts';

/** Reads a token's claims; its signature is the server's business. @throws `BadFrame` */
export function readClaims(accessToken: string): WireClaims {
  const payload = accessToken.split('.')[1] ?? '';
  try {
    const bytes = Uint8Array.from(
      atob(payload.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.charCodeAt(0),
    );
    return wireClaims.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw new BadFrame('The server sent a token that cannot be read');
  }
}

/** `serverNow` in milliseconds since 1970: the token was issued just now. */
export function toTokens(pair: z.infer<typeof wireTokenPair>, serverNow: number): Tokens {
  const expiresAt = readClaims(pair.access_token).exp * 1000;
  return {
    accessToken: pair.access_token,
    refreshToken: pair.refresh_token,
    expiresAt,
    lifetime: Math.max(0, expiresAt - serverNow),
  };
}
