/** What a conversation with a Xians server is made of, and what holds for every one of a server. */
import type { OutgoingMessage } from '../../core/backend.ts';
import type { Cancel, Clock } from '../../core/clock.ts';
import type { Pace } from '../../net/backoff.ts';
import type { DialHub } from '../../net/hub.ts';
import type { Links } from '../../net/link.ts';
import type { WakeReason } from '../../net/wake.ts';
import type { WireRequest } from './wire.ts';
import type { XiansServer } from './xians-server.ts';

export interface XiansLine {
  readonly server: XiansServer;
  readonly workflow: string;
  readonly dialHub: DialHub;
  readonly links?: Links | undefined;
  /** Of the back-off of its lines. */
  readonly pace?: Pace | undefined;
  readonly clock: Clock;
  random(): number;
  onWake(listener: (why: WakeReason) => void): Cancel;
  newId(): string;
  /** How long an answer may take before it is given up, in milliseconds. */
  readonly answerLimit: number;
  /** Ids of messages that were told by whatever role; a message is told by one. */
  readonly claimed: Set<string>;
  /** Of the conversations that are open. */
  readonly scopes: Set<string>;
}

/** A message that was sent and has no answer yet. */
export interface Pending {
  readonly message: OutgoingMessage;
  readonly sentAt: number;
  /** The server has it. */
  isAccepted: boolean;
  /** A request that carries it has not come back. */
  isInFlight: boolean;
  cancelLimit: Cancel;
}

export function toRequest(
  { id, text }: OutgoingMessage,
  { server: { participantId }, workflow }: XiansLine,
  scope: string,
): WireRequest {
  return { requestId: id, participantId, workflow, type: 'Chat', text, scope };
}
