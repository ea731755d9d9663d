/** The analyses of a workspace, taken up where this device kept them. */
import type { SessionsBackend } from '../adapters/sessions/sessions-backend.ts';
import { latestFirst, resumeAnalyses } from '../core/asked-analysis.ts';
import type { Identity } from '../core/backend.ts';
import { newId } from '../lib/new-id.ts';
import { systemClock } from '../net/system-clock.ts';
import type { AnalysisJobs } from '../state/analysis-jobs.ts';
import { createAnalysisJobs } from '../state/analysis-jobs.ts';
import type { Keeper } from '../state/keeper.ts';
import type { Config } from './config.ts';
import type { KeptWork } from './kept-work.ts';

interface Parts {
  readonly kept: KeptWork;
  readonly identity: Identity;
  readonly keeper: Keeper;
}

/** @returns `null` where the site has nobody for it */
export function openAnalyses(
  { sessions: role }: Config,
  sessions: SessionsBackend | null,
  { kept, identity, keeper }: Parts,
): AnalysisJobs | null {
  if (!role?.roles.includes('analysis') || !sessions) return null;
  return createAnalysisJobs({
    backend: sessions.analysis,
    service: `Sessions at ${new URL(role.baseUrl, location.href).host}`,
    clock: systemClock,
    newId,
    kept: takeUp(kept, identity),
    commit: () => keeper.commit(),
  });
}

/** What other tabs left behind was asked in a sign-in that nobody is in any more. */
function takeUp({ snapshot, foundAnalyses }: KeptWork, { sessionId }: Identity) {
  const now = systemClock.now();
  const own = resumeAnalyses(snapshot?.analyses ?? [], now, snapshot?.sessionId === sessionId);
  const found = resumeAnalyses(foundAnalyses, now, false);
  return latestFirst([...own, ...found]);
}
