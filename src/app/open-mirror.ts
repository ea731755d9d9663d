/** The mirror of a workspace: what no server keeps is written to the history. */
import { countPending } from '../core/alert-log.ts';
import type { Assistants } from '../core/assistant.ts';
import type { Cancel } from '../core/clock.ts';
import { findAssistant } from '../core/assistant.ts';
import type { HistoryBackend } from '../core/history.ts';
import { unsentOf } from '../core/conversation.ts';
import { archiveWork } from '../core/resume.ts';
import { backoffDelay } from '../net/backoff.ts';
import { systemClock } from '../net/system-clock.ts';
import type { Consultation } from '../state/consultation-port.ts';
import type { Keeper } from '../state/keeper.ts';
import type { Mirror } from '../state/mirror.ts';
import { createMirror } from '../state/mirror.ts';
import type { Elsewhere } from '../state/leaving.ts';
import { nothingElsewhere } from '../state/leaving.ts';
import { countUnwrittenIn } from '../state/unwritten.ts';
import type { KeptWork } from './kept-work.ts';

/** Whether conversations with that assistant have to be written: its own server does not keep them. */
function isMirrored(assistants: Assistants, assistantId: string): boolean {
  const assistant = findAssistant(assistants, assistantId);
  return assistant?.conversation.capabilities.isKeptByServer !== true;
}

/**
 * How much of what other tabs keep would be lost.
 *
 * @param assistants whose conversations are written to a history; `null` where there is none
 */
export async function countElsewhere(
  kept: Pick<KeptWork, 'readOthers'>,
  assistants: Assistants | null,
): Promise<Elsewhere> {
  const counts = (await kept.readOthers()).map(({ snapshot, isOpen }): Elsewhere => {
    const unsent = unsentOf(snapshot.conversation).length;
    // In a tab that is gone nothing is owed any more.
    const { ended } = archiveWork(snapshot, systemClock.now());
    const conversations = isOpen ? [snapshot.conversation, ...snapshot.earlier] : ended;
    const mirrored = conversations.filter(
      ({ source }) => assistants !== null && isMirrored(assistants, source.assistantId),
    );
    const { progress = new Map() } = snapshot;
    const count = countUnwrittenIn({ conversations: mirrored, progress });
    const alerts = countPending([snapshot.conversation, ...snapshot.earlier]);
    const unwritten = isOpen ? { open: count, closed: 0 } : { open: 0, closed: count };
    return { ...unwritten, unsent, alerts };
  });
  return counts.reduce(
    (all, each) => ({
      open: all.open + each.open,
      closed: all.closed + each.closed,
      unsent: all.unsent + each.unsent,
      alerts: all.alerts + each.alerts,
    }),
    nothingElsewhere,
  );
}

interface Parts {
  readonly consultation: Consultation;
  readonly keeper: Keeper;
  readonly kept: KeptWork;
  /** Calls back when it is worth trying at once. */
  onWake(listener: () => void): Cancel;
}

/** It goes on from where an earlier load left off. */
export function openMirror(
  history: HistoryBackend,
  { consultation, keeper, kept, onWake }: Parts,
): Mirror {
  return createMirror({
    ...{ history, consultation, onWake },
    isMirrored: (assistantId) => isMirrored(consultation.assistants, assistantId),
    clock: systemClock,
    backoff: (failures) => backoffDelay(failures, Math.random()),
    commit: () => keeper.commit(),
    kept: kept.progress,
  });
}
