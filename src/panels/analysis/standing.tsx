/** How an analysis stands, in one line: a word and an icon, and the wait counted down. */
import type { LucideIcon } from 'lucide-react';
import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Hourglass,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react';
import type { AnalysisStanding, AskedAnalysis } from '../../core/asked-analysis.ts';
import { classNames } from '../../lib/class-names.ts';
import { useAnalysesState } from '../../state/analysis-jobs.ts';
import { useNow } from '../../ui/use-now.ts';
import { describeStanding } from './words.ts';

const icons: Record<AnalysisStanding['phase'] | 'unreadable', LucideIcon> = {
  waiting: Hourglass,
  starting: LoaderCircle,
  running: LoaderCircle,
  overdue: Hourglass,
  done: CircleCheck,
  failed: CircleAlert,
  uncertain: CircleHelp,
  unreadable: TriangleAlert,
};

export function Standing({ analysis }: { analysis: AskedAnalysis }) {
  const { standing } = analysis;
  const { phase } = standing;
  const isUnreadable = phase === 'done' && standing.result.kind === 'unreadable';
  const Icon = icons[isUnreadable ? 'unreadable' : phase];
  const turns = phase === 'starting' || phase === 'running';
  return (
    <span className="flex min-w-0 items-start gap-1.5 text-ink-2">
      <Icon
        aria-hidden
        size={14}
        className={classNames('mt-0.75 shrink-0', turns && 'motion-safe:animate-spin')}
      />
      <span className="line-clamp-2 min-w-0 wrap-anywhere">
        {phase === 'waiting' ? <Waiting analysis={analysis} /> : describeStanding(analysis, 0)}
      </span>
    </span>
  );
}

function Waiting({ analysis }: { analysis: AskedAnalysis }) {
  const now = useNow(1000);
  const opensAt = useAnalysesState((state) => state.opensAt);
  return describeStanding(analysis, opensAt === null ? 0 : Math.max(0, opensAt - now));
}
