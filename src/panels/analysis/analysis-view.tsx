/** One analysis: what it is of, how it stands, what came of it, and what can be done about it. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AskedAnalysis } from '../../core/asked-analysis.ts';
import { formatDateTime, formatDuration } from '../../lib/format-time.ts';
import { useAnalyses } from '../../state/analysis-jobs.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ScrollPane } from '../../ui/scroll-pane.tsx';
import { useNow } from '../../ui/use-now.ts';
import { ResultCard } from './result-card.tsx';
import { Standing } from './standing.tsx';
import { describeSubject, formatCount } from './words.ts';

export function AnalysisView({ analysis }: { analysis: AskedAnalysis }) {
  return (
    <div className="flex flex-col gap-4">
      <Facts analysis={analysis} />
      <Body analysis={analysis} />
      <Acts analysis={analysis} />
    </div>
  );
}

function Facts({ analysis }: { analysis: AskedAnalysis }) {
  const { subject, service, askedAt } = analysis;
  return (
    <div className="text-sm text-ink-2">
      <p className="wrap-anywhere">
        Of {describeSubject(subject)}, {formatCount(subject.text.length, 'character')}. Asked of{' '}
        {service} on {formatDateTime(askedAt)}.
      </p>
      <Disclosure label="Show what was sent">
        <ScrollPane
          label="What was sent"
          className="mt-1 max-h-48 rounded-md border border-line bg-sunken px-3 py-2"
        >
          <p className="wrap-anywhere whitespace-pre-wrap">{subject.text}</p>
        </ScrollPane>
      </Disclosure>
    </div>
  );
}

function Body({ analysis }: { analysis: AskedAnalysis }): ReactNode {
  const { standing } = analysis;
  switch (standing.phase) {
    case 'done':
      return <ResultCard analysis={analysis} result={standing.result} at={standing.at} />;
    case 'failed':
      return <Notice grade="problem">It failed. {standing.detail}</Notice>;
    case 'uncertain':
      return (
        <Notice grade="warning">
          It is not known whether it was started. {standing.detail} It is not started again by
          itself: each start is work for the service, and may cost.
        </Notice>
      );
    case 'overdue':
      return (
        <Notice grade="warning">
          It is still running, and takes longer than it should. Keep waiting, or remove it.
        </Notice>
      );
    default:
      return <UnderWay analysis={analysis} />;
  }
}

function UnderWay({ analysis }: { analysis: AskedAnalysis }) {
  const { phase } = analysis.standing;
  return (
    <div className="rounded-lg border border-line bg-sunken px-3.5 py-3 text-sm">
      <Standing analysis={analysis} />
      <p className="mt-1 text-ink-3">
        {phase === 'waiting'
          ? 'The service takes only so many questions and analyses a minute. It starts by itself.'
          : 'You may close this: it goes on, also over a reload.'}
        {phase === 'running' && <Elapsed since={analysis.standing.job.startedAt} />}
      </p>
    </div>
  );
}

function Elapsed({ since }: { since: number }) {
  const now = useNow(1000);
  return now - since < 1000 ? null : ` Under way for ${formatDuration(now - since)}.`;
}

/** The act that goes on stands last. */
function Acts({ analysis }: { analysis: AskedAnalysis }) {
  const jobs = useAnalyses();
  const { id, standing } = analysis;
  const { phase } = standing;
  const isUnreadable = phase === 'done' && standing.result.kind === 'unreadable';
  const mayStartAgain = phase === 'failed' || phase === 'uncertain' || isUnreadable;
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onPress={() => jobs.remove(id)}>
        <X aria-hidden size={15} /> {phase === 'waiting' ? 'Cancel analysis' : 'Remove'}
      </Button>
      {mayStartAgain && (
        <Button look="primary" onPress={() => jobs.startAgain(id)}>
          Start again
        </Button>
      )}
      {phase === 'overdue' && (
        <Button look="primary" onPress={() => jobs.keepWaiting(id)}>
          Keep waiting
        </Button>
      )}
    </div>
  );
}
