/** What a channel knows of the question that it has on its way. */
import type { OutgoingMessage } from '../../core/backend.ts';
import type { Cancel } from '../../core/clock.ts';

/** A question that was given to this channel, up to the end of its turn. */
export interface Pending {
  readonly message: OutgoingMessage;
  readonly abort: AbortController;
  /** The newest message of the session from before it; `null` where any may be its own. */
  readonly knownId: string | null;
  /** It was put on the wire. */
  isPosted: boolean;
  /** Where its answer will be; `null` while nobody knows. */
  answerId: string | null;
  acceptedAt: number;
  isToldSlow: boolean;
  /** Answers in a row that could not be read. */
  unreadable: number;
  stopPolling: Cancel;
}

export function begin(message: OutgoingMessage, knownId: string | null): Pending {
  return {
    ...{ message, knownId, abort: new AbortController(), isPosted: false, answerId: null },
    ...{ acceptedAt: 0, isToldSlow: false, unreadable: 0, stopPolling: () => undefined },
  };
}
