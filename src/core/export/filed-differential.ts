/** The differential of a record: the last that was submitted, as it was put. Pure. */
import type { Differential } from '../differential.ts';
import { readDifferential } from '../differential.ts';
import type { FiledTurn } from './case-file.ts';

export interface FiledDifferential {
  readonly turn: number;
  readonly at: number;
  /** As it was sent. */
  readonly text: string;
  /** Ranked, with its reasons; `null` where it was put in other words. */
  readonly ranked: Differential | null;
  /** The assistant replied to it in full. */
  readonly isAnswered: boolean;
}

/** One that the server refused was not submitted. */
export function differentialOf(turns: readonly FiledTurn[]): FiledDifferential | null {
  const last = turns.findLast(
    ({ exchange: { message, delivery } }) =>
      message.action === 'diagnose' && delivery.status !== 'failed',
  );
  if (!last) return null;
  const { message, turn } = last.exchange;
  return {
    turn: last.number,
    at: message.writtenAt,
    text: message.text,
    ranked: readDifferential(message.text),
    isAnswered: turn.phase === 'finished',
  };
}
