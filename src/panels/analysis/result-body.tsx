/** A result by its kind. */
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnalysisResult, SymptomAnalysis } from '../../core/analysis.ts';
import { classNames } from '../../lib/class-names.ts';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Scale } from '../../ui/scale.tsx';
import { ScrollPane } from '../../ui/scroll-pane.tsx';
import { notInText } from './result-text.ts';
import { describeScore, describeValue, riskWords, unreadableWords } from './words.ts';

export function ResultBody({ result }: { result: AnalysisResult }): ReactNode {
  switch (result.kind) {
    case 'symptoms':
      return <Symptoms result={result} />;
    case 'summary':
      return <p className="max-w-[65ch] wrap-anywhere whitespace-pre-wrap">{result.text}</p>;
    case 'key-phrases':
      return <Phrases phrases={result.phrases} />;
    case 'sentiment':
      return <Sentiment score={result.score} />;
    case 'classification':
      return (
        <p className="wrap-anywhere">
          <span className="text-sm text-ink-2">Category: </span>
          <b>{result.category}</b>
        </p>
      );
    case 'extraction':
      return <Values values={result.values} />;
    case 'unreadable':
      return <Unreadable raw={result.raw} />;
  }
}

/** Red is for emergencies alone, and this is none: a model's reading raises no alert. */
const risks = {
  high: { Icon: TriangleAlert, look: 'border-medium bg-medium-soft text-medium' },
  medium: { Icon: CircleAlert, look: 'border-line-strong bg-sunken text-medium' },
  low: { Icon: Info, look: 'border-low bg-low-soft text-low' },
} as const;

function Symptoms({ result }: { result: SymptomAnalysis }) {
  const { riskLevel, followUpActions, symptomsToMonitor, referrals } = result;
  const { Icon, look } = risks[riskLevel];
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p
          className={classNames(
            'inline-flex items-center gap-2 rounded-lg border px-3 py-1.5 font-semibold',
            look,
          )}
        >
          <Icon aria-hidden size={18} /> {riskWords[riskLevel]}
        </p>
        <p className="text-sm text-ink-3">as the model reads the text; it raises no alert</p>
      </div>
      <div className="grid gap-4 md:grid-cols-3">
        <Entries title="Follow-up actions" entries={followUpActions} />
        <Entries title="Symptoms to monitor" entries={symptomsToMonitor} />
        <Entries title="Specialist referrals" entries={referrals} />
      </div>
    </div>
  );
}

function Entries({ title, entries }: { title: string; entries: readonly string[] }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      {entries.length === 0 ? (
        <p className="text-sm text-ink-3">None named</p>
      ) : (
        <ul className="list-disc ps-5 text-sm wrap-anywhere">
          {/* The same may be said twice, so its place names it. */}
          {entries.map((entry, index) => (
            <li key={index}>{entry}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Phrases({ phrases }: { phrases: readonly string[] }) {
  if (phrases.length === 0) return <p className="text-ink-2">The model found none.</p>;
  return (
    <ul aria-label="Key phrases" className="flex flex-wrap gap-1.5">
      {phrases.map((phrase, index) => (
        <li key={index} className="flex max-w-full">
          <Chip>
            <span className="wrap-anywhere text-ink">{phrase}</span>
          </Chip>
        </li>
      ))}
    </ul>
  );
}

function Sentiment({ score }: { score: number }) {
  return (
    <div className="max-w-md">
      <p className="mb-1.5 font-semibold">{describeScore(score)}</p>
      <Scale
        label="Sentiment"
        valueText={`${describeScore(score)}, from −1 to +1`}
        value={score}
        min={-1}
        max={1}
        ends={['−1 negative', '0', '+1 positive']}
      />
    </div>
  );
}

function Values({ values }: Pick<Extract<AnalysisResult, { kind: 'extraction' }>, 'values'>) {
  return (
    <table className="w-full table-fixed text-sm">
      <thead>
        <tr className="border-b border-line text-start text-ink-2">
          <th scope="col" className="w-2/5 py-1 pe-3 text-start font-medium">
            Field
          </th>
          <th scope="col" className="py-1 text-start font-medium">
            In the text
          </th>
        </tr>
      </thead>
      <tbody>
        {values.map(({ name, value }) => (
          <tr key={name} className="border-b border-line last:border-0">
            <th scope="row" className="py-1.5 pe-3 text-start align-top font-medium wrap-anywhere">
              {name}
            </th>
            <td className="py-1.5 wrap-anywhere whitespace-pre-wrap">
              {describeValue(value) ?? <span className="text-ink-3">{notInText}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Unreadable({ raw }: { raw: string }) {
  return (
    <div className="flex flex-col gap-2">
      <Notice grade="warning">
        {unreadableWords}. This is what the service gave, to the letter.
      </Notice>
      {raw === '' ? (
        <p className="text-ink-2">Nothing: the answer was empty.</p>
      ) : (
        <ScrollPane
          label="Answer to the letter"
          className="max-h-72 rounded-md border border-line bg-sunken px-3 py-2"
        >
          <pre className="font-mono text-xs wrap-anywhere whitespace-pre-wrap">{raw}</pre>
        </ScrollPane>
      )}
    </div>
  );
}
