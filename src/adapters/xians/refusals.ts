/**
 * What a Xians server does not take, and how the line stands when neither hub nor request gets through. Pure.
 */
import type { ConnectionState, Fallback } from '../../core/connection.ts';
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

/** In the words of the hub, which tells of a mistake beside the call that made it. */
export function refusedWith(payload: unknown): TurnFailure {
  const detail =
    typeof payload === 'string' ? payload.slice(0, 300) : 'The server did not say why.';
  return { kind: 'refused', detail };
}

/** Until when the server takes no request, by its own word; 0 where it said nothing of the kind. */
export function holdsUntil(error: unknown, now: number): number {
  return error instanceof RateLimited ? now + (error.retryAfter ?? usualRefusal) : 0;
}

/** Requests in the place of the hub, until it is back. */
export function fallbackOf(hub: HubState): Fallback {
  if (hub.phase === 'failed') return { by: 'requests', retryAt: 'with-next-message' };
  return { by: 'requests', retryAt: hub.phase === 'down' ? hub.retryAt : 'now' };
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

/**
 * @param error why the request in the hub's place failed
 * @param heldUntil until when the server takes no request, by its own word
 */
export function withoutLine(
  hub: Exclude<HubState, { phase: 'up' }>,
  error: unknown,
  heldUntil: number | null,
): ConnectionState {
  if (error instanceof SignInRequired) return { phase: 'failed', cause: 'sign-in-required' };
  if (hub.phase === 'failed') return hub;
  const { attempt } = hub;
  if (heldUntil !== null) {
    return { phase: 'waiting', cause: 'rate-limited', attempt, retryAt: heldUntil };
  }
  return hub.phase === 'dialling' ? { phase: 'connecting', attempt } : { ...hub, phase: 'waiting' };
}
