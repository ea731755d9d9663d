/**
 * How much of a conversation's record a history holds, as far as is known. Pure.
 *
 * Exchanges are written one after another, so that those that are whole are a number; what is of the
 * next one, and what is said beside the turns, goes by the ids of its entries.
 */
import type { Entry } from './entries.ts';
import type { Description } from './head.ts';
import { isSameDescription } from './head.ts';

export interface Progress {
  /** The history's name for the conversation; `null` before it has one. */
  readonly remoteId: string | null;
  /** How many entries are written. */
  readonly written: number;
  /** How many exchanges are, with everything of theirs. */
  readonly exchanges: number;
  /** The entries of the next exchange that are. */
  readonly current: readonly string[];
  /** The entries beside the turns that are. */
  readonly beside: readonly string[];
  /** The latest message of the clinician, which its reply names. */
  readonly asked: { readonly entryId: string; readonly messageId: string } | null;
  /** The newest message that is known to be there, by the id that the history gave it. */
  readonly newest: string | null;
  /** What the history was told last of the whole of it; `null` where nobody knows. */
  readonly told: Description | null;
  /** The history knows that the conversation has ended. */
  readonly isEnded: boolean;
  readonly doubt: Doubt | null;
}

/** Nobody knows whether requests took effect, or will. */
export interface Doubt {
  /** The newest message from before them. */
  readonly newest: string | null;
  readonly requests: number;
  /** When none of them can arrive any more. */
  readonly lookAt: number;
  /** One of them told what the whole of it is called, costs, and has of alerts. */
  readonly isOfWhole?: boolean;
}

export const noProgress: Progress = {
  remoteId: null,
  written: 0,
  exchanges: 0,
  current: [],
  beside: [],
  asked: null,
  newest: null,
  told: null,
  isEnded: false,
  doubt: null,
};

/** A request was made, and nobody knows what became of it. */
export function doubtRequest(progress: Progress, lookAt: number, isOfWhole = false): Progress {
  const before = progress.doubt ?? { newest: progress.newest, requests: 0 };
  const doubt = { ...before, requests: before.requests + 1, lookAt };
  return { ...progress, doubt: isOfWhole ? { ...doubt, isOfWhole } : doubt };
}

/** Whether the history was told this of the whole of it. */
export function isTold({ told }: Progress, wanted: Description): boolean {
  return told !== null && isSameDescription(told, wanted);
}

export function isWritten(progress: Progress, { id, exchange }: Entry): boolean {
  if (exchange === null) return progress.beside.includes(id);
  return exchange < progress.exchanges || progress.current.includes(id);
}

/** An entry was written, and goes by that id in the history. */
export function noteWritten(progress: Progress, entry: Entry, messageId: string): Progress {
  if (isWritten(progress, entry)) return { ...progress, newest: messageId };
  const { id, exchange, by, isLast } = entry;
  const noted = { ...progress, newest: messageId, written: progress.written + 1 };
  if (exchange === null) return { ...noted, beside: [...progress.beside, id] };
  const isFirstOfMessage = by === 'clinician' && progress.current.length === 0;
  const asked = isFirstOfMessage ? { entryId: id, messageId } : progress.asked;
  return isLast
    ? { ...noted, asked, exchanges: exchange + 1, current: [] }
    : { ...noted, asked, current: [...progress.current, id] };
}
