/** What a token endpoint's answer says. Its one law: what it leaves out is not made up. */
import type { Tokens } from '../../net/token-keeper.ts';
import type { WireTokens } from './wire.ts';
import { wireClaims } from './wire.ts';

/**
 * A token whose end nobody told, or that cannot be renewed, is used until the server refuses it: its
 * `lifetime` is 0.
 *
 * @param spent the refresh token that it was got for; some servers go on taking it
 * @param serverNow milliseconds since 1970
 */
export function toTokens(answer: WireTokens, spent: string, serverNow: number): Tokens {
  const { accessToken, expiresIn } = answer;
  const refreshToken = answer.refreshToken ?? spent;
  const told = expiresIn ?? null;
  const expiresAt = told === null ? readEnd(accessToken) : serverNow + told * 1000;
  const mayBeRenewed = refreshToken !== '' && expiresAt !== null;
  return {
    accessToken,
    refreshToken,
    expiresAt: expiresAt ?? Number.MAX_SAFE_INTEGER,
    lifetime: mayBeRenewed ? Math.max(0, expiresAt - serverNow) : 0,
  };
}

/** By which name the server knows the person, where the token is one that can be read. */
export function readSubject(accessToken: string): string | null {
  return readClaims(accessToken)?.sub ?? null;
}

function readEnd(accessToken: string): number | null {
  const exp = readClaims(accessToken)?.exp;
  return exp === undefined ? null : exp * 1000;
}

function readClaims(accessToken: string) {
  const payload = accessToken.split('.')[1] ?? '';
  try {
    const binary = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return wireClaims.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
