/**
 * How far the server's clock is off.
 *
 * Its one law: it shifts everything in the server alike: dates, tokens and limits.
 */
import type { ServerResponse } from 'node:http';
import type { ArmedFault } from './armory.ts';

/** In milliseconds. */
export function skewOf(armed: readonly ArmedFault[]): number {
  const seconds = armed.map(({ fault }) => (fault.kind === 'clock-skew' ? fault.seconds : 0));
  return 1000 * seconds.reduce((sum, skew) => sum + skew, 0);
}

/** Node dates every answer by the true clock; a server whose clock is off does not. */
export function dateAnswer(response: ServerResponse, armed: readonly ArmedFault[]): void {
  const skew = skewOf(armed);
  if (skew !== 0) response.setHeader('date', new Date(Date.now() + skew).toUTCString());
}
