/**
 * Everything that can happen to a conversation, in the product's own words, noun first.
 *
 * `BackendEvent`s come from an adapter, `PersonEvent`s from the console. `turnId` is the id of the
 * message that is being answered. `at` is milliseconds since 1970, by this machine's clock.
 * Only `text-delta` may be held back and joined with the next; all else takes effect at once.
 */
import type { Acknowledgement, AlertReport } from './alert.ts';
import type {
  HoldReason,
  Message,
  Priority,
  ServerMark,
  Settlement,
  TurnFailure,
} from './conversation.ts';
import type { DataCard } from './data-card.ts';
import type { Handover } from './handover.ts';
import type { PatientProfile } from './patient-profile.ts';

export type BackendEvent =
  /** `remembers`: the server still knows what was said on earlier connections. */
  | { type: 'session-opened'; at: number; sessionId: string | null; remembers: boolean }
  | { type: 'reply-started'; at: number; turnId: string }
  | { type: 'text-delta'; turnId: string; text: string }
  /** The assistant is at work on the reply; before or between its words. */
  | { type: 'step-changed'; at: number; turnId: string; name: string; agent: string | null }
  | { type: 'alert-raised'; at: number; turnId: string | null; report: AlertReport }
  /**
   * `settlement` is `null` where the back end does not speak of money. `whole` is false where a
   * part of the reply could not be read.
   */
  | {
      type: 'reply-finished';
      at: number;
      turnId: string;
      settlement: Settlement | null;
      whole: boolean;
      /** What the server calls it; left out where it has no name. */
      replyId?: string;
    }
  | { type: 'reply-failed'; at: number; turnId: string; failure: TurnFailure }
  /**
   * The server did not take the message: it may safely go again. `rate-limited`: it came too early,
   * which is no failure; left out where it could not go out.
   */
  | { type: 'message-returned'; at: number; turnId: string; why?: 'rate-limited' }
  /**
   * Said beside the turns. One whose `mark` is known is the same message: it changes what was said,
   * or changes nothing.
   */
  | { type: 'notice-received'; at: number; text: string; mark?: ServerMark }
  | ({ type: 'handover-received'; at: number; mark?: ServerMark } & Handover)
  | { type: 'data-received'; at: number; card: DataCard; mark?: ServerMark }
  | { type: 'frame-ignored'; why: 'unknown' | 'malformed' | 'late' };

export type PersonEvent =
  | { type: 'message-written'; message: Message }
  | { type: 'message-sent'; at: number; turnId: string; profile: PatientProfile | null }
  | { type: 'message-withdrawn'; turnId: string }
  | { type: 'reply-stopped'; at: number; turnId: string }
  /** Other words for a question that waits; it counts as written anew. */
  | { type: 'message-edited'; at: number; turnId: string; text: string }
  /** `place` among those that wait, from 0. */
  | { type: 'message-moved'; turnId: string; place: number }
  | { type: 'message-prioritised'; turnId: string; priority: Priority }
  /** It came back too often: nothing is tried any more until the person says so. */
  | { type: 'message-set-aside'; at: number; turnId: string }
  /** One that was set aside waits again, as if it had been written now. */
  | { type: 'message-requeued'; at: number; turnId: string }
  /** A reply that was given up is waited for again. */
  | { type: 'reply-awaited'; at: number; turnId: string }
  | { type: 'conversation-renamed'; name: string | null }
  | { type: 'queue-held'; why: HoldReason }
  | { type: 'queue-resumed'; at: number }
  | { type: 'profile-changed'; profile: PatientProfile }
  | { type: 'alert-acknowledged'; alertId: string; acknowledgement: Acknowledgement }
  | { type: 'conversation-ended'; at: number };

export type ConversationEvent = BackendEvent | PersonEvent;
