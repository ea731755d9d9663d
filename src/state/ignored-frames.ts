/**
 * Counts frames that are of no use, once between two pictures.
 *
 * After a reply that was given up, or beside one that somebody else asked for, they come by the
 * thousand. Its one law: none is told by itself, since the page would be drawn again for each.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { EventOf } from '../core/advance-exchange.ts';
import type { Cancel, Scheduler } from '../core/clock.ts';
import type { ConsultationState } from './consultation-state.ts';
import { reduceAll } from './consultation-state.ts';

type Ignored = EventOf<'frame-ignored'>;

export interface IgnoredFrames {
  add(event: Ignored): void;
  /** Counts what waits, now. */
  flush(): void;
}

export function createIgnoredFrames(
  scheduler: Scheduler,
  store: StoreApi<ConsultationState>,
): IgnoredFrames {
  let waiting: Ignored[] = [];
  let cancel: Cancel | null = null;
  const flush = () => {
    const ready = waiting;
    cancel?.();
    cancel = null;
    waiting = [];
    if (ready.length > 0) store.setState((state) => reduceAll(state, ready));
  };
  return {
    add(event) {
      waiting.push(event);
      cancel ??= scheduler.nextFrame(flush);
    },
    flush,
  };
}
