/**
 * What a Xians server does not take, and how the line stands when neither hub nor request gets through. Pure.
 */
import type { ConnectionState } from '../../core/connection.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import type { Rejected } from '../../core/errors.ts';
import { CircuitOpen, Forbidden, RateLimited, SignInRequired } from '../../core/errors.ts';
import type { WireRequest } from './wire.ts';
import { wireFrameLimit } from './wire.ts';
import type { HubState } from './xians-hub.ts';

/** Where the server refuses without saying for how long. In milliseconds. */
const usualRefusal = 60_000;
/** Room in a frame for what stands around a message. */
const frameRoom = 512;

export const tooBig: TurnFailure = {
  kind: 'refused',
  detail: 'it is too big. The server takes at most 32 KB, about 30,000 letters. Shorten it.',
};
export const neverArrived: TurnFailure = {
  kind: 'refused',
  detail: 'it never arrived there. Send it again.',
};

export function fitsFrame(request: WireRequest): boolean {
  return new TextEncoder().encode(JSON.stringify(request)).length + frameRoom <= wireFrameLimit;
}

export function refusalOf({ message }: Rejected): TurnFailure {
  return { kind: 'refused', detail: message };
}

/** The message was not looked at: it goes back to where it came from. */
export function isTurnedDown(error: unknown): boolean {
  return (
    error instanceof RateLimited ||
    error instanceof CircuitOpen ||
    error instanceof SignInRequired ||
    error instanceof Forbidden
  );
}

/** @param error why the request in the hub's place failed */
export function withoutLine(
  hub: Exclude<HubState, { phase: 'up' }>,
  error: unknown,
  now: number,
): ConnectionState {
  if (error instanceof SignInRequired) return { phase: 'failed', cause: 'sign-in-required' };
  if (hub.phase === 'failed') return hub;
  const { attempt } = hub;
  if (hub.phase === 'dialling') return { phase: 'connecting', attempt };
  if (!(error instanceof RateLimited)) return { ...hub, phase: 'waiting' };
  const retryAt = Math.max(hub.retryAt, now + (error.retryAfter ?? usualRefusal));
  return { phase: 'waiting', cause: 'rate-limited', attempt, retryAt };
}
