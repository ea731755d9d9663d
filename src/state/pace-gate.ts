/** Holds the next message back until a server's rate limit lets it go, and says when it does. */
import type { Cancel, Clock } from '../core/clock.ts';
import { opensAt } from '../core/pacing.ts';
import type { ConsultationState } from './consultation-state.ts';

export interface PaceGate {
  /** Whether it has to wait; then whoever asked is told once it need not any more. */
  isShut(state: ConsultationState): boolean;
  close(): void;
}

export function createPaceGate(clock: Clock, onOpen: () => void): PaceGate {
  let cancel: Cancel = () => undefined;
  return {
    isShut({ capabilities: { pace }, conversation, sentAt }) {
      const now = clock.now();
      const opens = pace && opensAt(sentAt[conversation.source.assistantId] ?? [], pace, now);
      if (opens === null) return false;
      cancel();
      cancel = clock.after(opens - now, onOpen);
      return true;
    },
    close: () => cancel(),
  };
}
