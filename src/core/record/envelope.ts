/**
 * What goes along with each message of a kept conversation, for Bedside itself to read again:
 * `bedside/1 {…}`, in the field in which a history keeps who wrote a message.
 *
 * The words of the message are not in it; docs/record-format.md describes it. Its one law: what
 * cannot be read as a whole, or is of a later version, is not read at all.
 */
import type { Severity } from '../alert.ts';
import type {
  Action,
  Delivery,
  Remark,
  ServerMark,
  Settlement,
  Source,
  Step,
  TurnFailure,
} from '../conversation.ts';
import type { Cents } from '../money.ts';
import type { PatientProfile } from '../patient-profile.ts';
import { parseJson } from '../../lib/shape.ts';
import { readEnvelope } from './envelope-shape.ts';

/** Where the words stand in a text that says more than they do, in characters: from, to. */
export type Span = readonly [number, number];

/** How a turn ended; `idle` where the message never went out, or its reply is a message to come. */
export type RecordedTurn =
  | { readonly phase: 'idle' }
  | { readonly phase: 'finished'; readonly startedAt: number; readonly finishedAt: number }
  | { readonly phase: 'interrupted'; readonly at: number; readonly failure: TurnFailure };

/** What a message is. All times are of the machine that wrote it. */
export type Content =
  | {
      readonly kind: 'message';
      readonly messageId: string;
      readonly action: Action;
      readonly writtenAt: number;
      readonly forecast: Cents | null;
      readonly mayExceed: boolean;
      readonly delivery: Delivery;
      /** What went along about the patient. */
      readonly profile: PatientProfile | null;
      readonly source: Source;
    }
  | {
      readonly kind: 'reply';
      readonly messageId: string;
      readonly delivery: Delivery;
      readonly turn: RecordedTurn;
      readonly steps: readonly Step[];
      readonly settlement: Settlement | null;
      /** How often the alert of its turn came; `null` where there was none. */
      readonly alertCount: number | null;
      /** What its server calls it; `null` where it does not name replies. */
      readonly replyId: string | null;
    }
  | {
      readonly kind: 'alert';
      readonly alertId: string;
      /** Its place among the alerts of the conversation, from 0. */
      readonly place: number;
      readonly severity: Severity;
      readonly raisedAt: number;
      readonly turnId: string | null;
      readonly count: number;
      /** Who flagged it; `null` for the assistant of the conversation. */
      readonly by: string | null;
    }
  | {
      readonly kind: 'acknowledgement';
      readonly alertId: string;
      /** Of the alert when it was acknowledged. */
      readonly severity: Severity;
      readonly by: string;
      readonly at: number;
    }
  | {
      readonly kind: 'remark';
      /** How many exchanges stood above it, and the message of the last of them. */
      readonly after: number;
      readonly afterMessageId: string | null;
      readonly at: number;
      readonly content: RemarkContent;
      /** As its server knows it; `null` where it has no name there. */
      readonly mark: ServerMark | null;
      /** How often its server had changed it; `null` where it had not. */
      readonly edition: number | null;
    }
  | { readonly kind: 'profile'; readonly edition: number; readonly profile: PatientProfile }
  /** The text goes on that of an entry before; `part` from 2. */
  | { readonly kind: 'more'; readonly part: number };

/** The words of a notice are those of the message. */
export type RemarkContent =
  Exclude<Remark['content'], { kind: 'notice' }> | { readonly kind: 'notice' };

export interface Envelope {
  /** Of the entry; unique in its conversation. Of a part that goes on: of the entry it belongs to. */
  readonly id: string;
  /** `null` where the text is nothing but the words. */
  readonly words: Span | null;
  /** How many messages the text is spread over. */
  readonly parts: number;
  readonly content: Content;
}

const mark = 'bedside/';
/** Before everything that this version of Bedside writes for itself. */
export const recordMark = `${mark}1 `;

/** @param json an envelope that fits */
export function sealEnvelope(json: string): string {
  return `${recordMark}${json}`;
}

/**
 * `foreign`: not written by Bedside, or nothing is there. `unreadable`: it is by Bedside, and this
 * Bedside cannot read it.
 */
export function openEnvelope(sealed: string | null): Envelope | 'foreign' | 'unreadable' {
  if (!sealed?.startsWith(mark)) return 'foreign';
  if (!sealed.startsWith(recordMark)) return 'unreadable';
  return readEnvelope(parseJson(sealed.slice(recordMark.length))) ?? 'unreadable';
}
