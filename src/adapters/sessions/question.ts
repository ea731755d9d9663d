/** A question as it goes to the server, and what becomes of one that the server refuses. Pure. */
import type { Said } from '../../core/backend.ts';
import type { TurnFailure } from '../../core/conversation.ts';
import type { Rejected } from '../../core/errors.ts';
import { bytesOf, toHistory } from './convert.ts';
import type { WireAsk } from './wire.ts';
import { wireBodyLimit } from './wire.ts';

/** In bytes, beside the history, for what a request is made of. */
const requestRoom = 20_000;

interface Manner {
  readonly model: string | undefined;
  readonly instructions: string | null;
}

/** With as much of what was said before, the latest of it, as a request has room for. */
export function toAsk(
  text: string,
  said: readonly Said[],
  { model, instructions }: Manner,
): WireAsk {
  const rest = {
    message: text,
    ...(model !== undefined && { model }),
    ...(instructions !== null && { system_prompt: instructions }),
  };
  const room = wireBodyLimit - requestRoom - bytesOf(rest);
  return { ...rest, history: toHistory(said, room) };
}

export function toRefusal({ status, message }: Rejected): TurnFailure {
  const detail = status === 413 ? 'it is too big. Shorten it.' : message;
  return { kind: 'refused', detail };
}
