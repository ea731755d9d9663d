/** The mirror of a workspace: what no server keeps is written to the history. */
import { findAssistant } from '../core/assistant.ts';
import type { HistoryBackend } from '../core/history.ts';
import { backoffDelay } from '../net/backoff.ts';
import { systemClock } from '../net/system-clock.ts';
import { onWake } from '../net/wake.ts';
import type { Consultation } from '../state/consultation.ts';
import type { Keeper } from '../state/keeper.ts';
import type { Mirror } from '../state/mirror.ts';
import { createMirror } from '../state/mirror.ts';
import type { KeptWork } from './kept-work.ts';

interface Parts {
  readonly consultation: Consultation;
  readonly keeper: Keeper;
  readonly kept: KeptWork;
}

/** It goes on from where an earlier load left off. */
export function openMirror(history: HistoryBackend, { consultation, keeper, kept }: Parts): Mirror {
  return createMirror({
    ...{ history, consultation, onWake },
    isMirrored: (assistantId) => {
      const assistant = findAssistant(consultation.assistants, assistantId);
      return assistant?.conversation.capabilities.isKeptByServer !== true;
    },
    clock: systemClock,
    backoff: (failures) => backoffDelay(failures, Math.random()),
    commit: () => keeper.commit(),
    kept: kept.progress,
  });
}
