/** The case above the conversation: its first sentence as a heading, the rest beside it. */
import { useState } from 'react';
import { letThrough } from '../../core/errors.ts';
import { explainError } from '../../core/explain-error.ts';
import { useCase } from '../../state/queries/case.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { splitSummary } from './split-summary.ts';

export function CaseBar() {
  const { data, error, isPending, isFetching, isStale, refetch } = useCase();
  const again = () => {
    letThrough(error);
    void refetch();
  };
  const retry = (
    <Button size="small" isBusy={isFetching} onPress={again}>
      Try again
    </Button>
  );
  return (
    <section
      aria-label="Case"
      aria-busy={isPending}
      className="shrink-0 border-b border-line bg-surface px-4 py-2.5 md:px-6 [@media(max-height:32rem)]:py-1"
    >
      {isPending && <p className="text-ink-3">Reading the case …</p>}
      {data && <Summary summary={data.summary} />}
      {error && !data && (
        <Notice grade="problem" polite action={retry}>
          The case could not be read. {explainError(error)}
        </Notice>
      )}
      {error && data && (
        <Notice grade="warning" polite action={retry} className="mt-2">
          This case may be out of date: it could not be read again. {explainError(error)}
        </Notice>
      )}
      {!error && data && isStale && isFetching && (
        <p className="text-sm text-ink-3">Looking whether the case has changed …</p>
      )}
    </section>
  );
}

function Summary({ summary }: { summary: string }) {
  const [isOpen, setOpen] = useState(false);
  const { heading, rest } = splitSummary(summary);
  if (heading === '') return <p className="text-ink-2">The server gave no summary of the case.</p>;
  return (
    <div className="flex items-start gap-3 [@media(max-height:32rem)]:items-center">
      <div className="min-w-0 grow">
        <h2 className="line-clamp-2 text-base/snug [@media(max-height:32rem)]:line-clamp-1 font-semibold wrap-anywhere">
          Case: {heading}
        </h2>
        {rest && (
          <p className="line-clamp-2 text-sm text-ink-2 wrap-anywhere [@media(max-height:32rem)]:hidden">
            {rest}
          </p>
        )}
      </div>
      <Button className="shrink-0" onPress={() => setOpen(true)}>
        Full case
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Case" width="wide">
        <p className="max-w-prose wrap-anywhere whitespace-pre-wrap">{summary}</p>
      </Dialog>
    </div>
  );
}
