/**
 * What was analysed of the conversation that is looked at, and of text from elsewhere, with how each
 * stands. A line opens the whole of it.
 */
import type { ReactNode } from 'react';
import type { AskedAnalysis } from '../../core/asked-analysis.ts';
import { isOf, isUnderWay } from '../../core/asked-analysis.ts';
import { formatTime } from '../../lib/format-time.ts';
import { useAnalyses, useAnalysesState } from '../../state/analysis-jobs.ts';
import { useShown, useShownKeptId } from '../../state/shown.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { kindNames } from './words.ts';
import { Standing } from './standing.tsx';

export function AnalysisPanel() {
  const jobs = useAnalyses();
  const analyses = useAnalysesState((state) => state.analyses);
  const id = useShown((conversation) => conversation.id);
  const keptId = useShownKeptId();
  const own = analyses.filter((each) => isOf(each, { id, keptId }));
  const pasted = analyses.filter(({ subject }) => subject.kind === 'pasted');
  const elsewhere = analyses.filter((each) => !own.includes(each) && !pasted.includes(each));
  return (
    <Card
      title="Analysis"
      action={
        <Button data-ask-analysis="" size="small" onPress={() => jobs.show({ view: 'new' })}>
          Analyse …
        </Button>
      }
    >
      {own.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing of this conversation was analysed yet.</p>
      ) : (
        <List label="Of this conversation" analyses={own} />
      )}
      {pasted.length > 0 && (
        <Group title="Of pasted text">
          <List label="Of pasted text" analyses={pasted} />
        </Group>
      )}
      {elsewhere.length > 0 && <Elsewhere analyses={elsewhere} />}
    </Card>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-3">
      <h3 className="mb-1 text-sm font-medium text-ink-2">{title}</h3>
      {children}
    </div>
  );
}

function List({ label, analyses }: { label: string; analyses: readonly AskedAnalysis[] }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5">
      {analyses.map((analysis) => (
        <li key={analysis.id}>
          <Row analysis={analysis} />
        </li>
      ))}
    </ul>
  );
}

function Row({ analysis }: { analysis: AskedAnalysis }) {
  const jobs = useAnalyses();
  const { id, request, subject, askedAt } = analysis;
  return (
    <Button
      className="w-full flex-col items-stretch gap-0! py-1.5 text-start font-normal"
      onPress={() => jobs.show({ view: 'one', id })}
    >
      <span className="flex items-baseline gap-2">
        <span className="font-medium">
          {kindNames[request.kind]}
          {subject.kind === 'selection' && (
            <span className="font-normal text-ink-2"> of a selection</span>
          )}
        </span>
        <span className="grow" />
        <span className="text-xs text-ink-3">{formatTime(askedAt)}</span>
      </span>
      <Standing analysis={analysis} />
      {subject.kind === 'pasted' && (
        <span className="truncate text-xs text-ink-3">“{subject.title}”</span>
      )}
    </Button>
  );
}

function Elsewhere({ analyses }: { analyses: readonly AskedAnalysis[] }) {
  const running = analyses.filter(isUnderWay).length;
  return (
    <p className="mt-2 text-xs text-ink-3">
      {analyses.length === 1 ? '1 analysis' : `${analyses.length} analyses`} of other conversations
      {running > 0 && `, ${running} under way`}.
    </p>
  );
}
