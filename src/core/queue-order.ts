/**
 * The order of what has not gone out: by priority, then as it was written or moved. Pure.
 *
 * Its one law: what has gone out stays where it is, and what is set aside stands in nobody's way.
 */
import type { Exchange, Priority, Waiting } from './conversation.ts';
import { countSaid, isQueued, isWaiting, waitingOf } from './conversation.ts';

const ranks: Record<Priority, number> = { high: 0, normal: 1, low: 2 };
const behindAll = 3;

/** What was set aside stands behind the rest, the first of it first. */
function compareUnsent(a: Exchange, b: Exchange): number {
  const asideAt = (exchange: Exchange) => waitingOf(exchange).setAsideAt ?? 0;
  return rankOf(a) - rankOf(b) || asideAt(a) - asideAt(b);
}

function rankOf(exchange: Exchange): number {
  const { priority, setAsideAt } = waitingOf(exchange);
  return setAsideAt === null ? ranks[priority] : behindAll;
}

export function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  const said = countSaid({ exchanges });
  const unsent = exchanges.slice(said);
  if (unsent.length < 2) return exchanges;
  return [...exchanges.slice(0, said), ...unsent.toSorted(compareUnsent)];
}

/** @param place among those that wait, from 0; the message takes the priority of that place */
export function moveUnsent(
  exchanges: readonly Exchange[],
  turnId: string,
  place: number,
): readonly Exchange[] {
  const said = countSaid({ exchanges });
  const waiting = exchanges.slice(said).filter(isWaiting);
  const from = waiting.findIndex(({ message }) => message.id === turnId);
  const moved = waiting[from];
  const to = Math.min(Math.max(0, place), waiting.length - 1);
  const there = waiting[to];
  if (!moved || !there || to === from) return exchanges;
  const { priority } = waitingOf(there);
  const settled = ranks[priority] === rankOf(moved) ? moved : waitOtherwise(moved, { priority });
  const others = waiting.toSpliced(from, 1).toSpliced(to, 0, settled);
  return [...exchanges.slice(0, said), ...others, ...exchanges.slice(said + waiting.length)];
}

export function waitOtherwise(exchange: Exchange, change: Partial<Waiting>): Exchange {
  return { ...exchange, waiting: { ...waitingOf(exchange), ...change } };
}

/** One that was set aside waits as if it had been written at `at`; what has gone out has gone out. */
export function requeued(exchange: Exchange, at: number): Exchange {
  if (!isQueued(exchange)) return exchange;
  const written = { ...exchange, message: { ...exchange.message, writtenAt: at } };
  return waitOtherwise(written, { attempts: 0, setAsideAt: null });
}

/** It was to go out, and came back untaken. */
export function countAttempt(exchange: Exchange): Exchange {
  return waitOtherwise(exchange, { attempts: waitingOf(exchange).attempts + 1 });
}
