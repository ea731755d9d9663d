/**
 * An open page stands for tabs of the same person that are closed, where an alert of theirs waits.
 *
 * What else a closed tab left waits for the next page that loads; an alert waits for nobody. Its one
 * law: what was taken goes from its place only once this page has kept it as its own.
 */
import { resumeAnalyses } from '../core/asked-analysis.ts';
import type { Cancel, Clock } from '../core/clock.ts';
import type { AnalysisJobs } from '../state/analysis-jobs.ts';
import type { Consultation } from '../state/consultation-port.ts';
import type { Keeper } from '../state/keeper.ts';
import type { Mirror } from '../state/mirror.ts';
import { watchClosedTabs } from './closed-tabs.ts';
import type { KeptWork, LeftWork } from './kept-work.ts';

interface Heir {
  readonly consultation: Pick<Consultation, 'takeIn'>;
  readonly keeper: Keeper;
  readonly analyses: Pick<AnalysisJobs, 'takeIn'> | null;
  readonly mirror: Pick<Mirror, 'expect'> | null;
}

/** For as long as it is not cancelled. */
export function takeOverClosedTabs(
  { openTabs, takeOver }: Pick<KeptWork, 'openTabs' | 'takeOver'>,
  heir: Heir,
  clock: Clock,
): Cancel {
  let isOver = false;
  const take = async (tab: string) => {
    const left = await takeOver(tab);
    if (!left || isOver) return;
    const { found, foundAnalyses, progress } = left;
    heir.mirror?.expect(found.ended, progress);
    heir.consultation.takeIn(found);
    heir.analyses?.takeIn(resumeAnalyses(foundAnalyses, clock.now(), false));
    settleOnceSaved(left, heir.keeper);
  };
  // What cannot be read now is left to the next load, which says what became of it.
  const onClosed = (tab: string) => void take(tab).catch(() => undefined);
  const stop = watchClosedTabs({ clock, open: openTabs, onClosed });
  return () => {
    isOver = true;
    stop();
  };
}

/** @param left what is part of the work that is kept from now on */
export function settleOnceSaved({ settle }: Pick<LeftWork, 'settle'>, keeper: Keeper): void {
  const stopWatching = keeper.store.subscribe(({ isSaved }) => {
    if (!isSaved) return;
    stopWatching();
    void settle();
  });
  void keeper.commit();
}
