/** Structured data of the assistant, as a labelled table in the transcript. */
import { Table2 } from 'lucide-react';
import { useId } from 'react';
import type { DataCard } from '../../core/data-card.ts';
import { FieldList } from '../../ui/field-list.tsx';

export interface DataCardViewProps {
  card: DataCard;
  /** The assistant has sent it anew. */
  isChanged: boolean;
}

export function DataCardView({ card, isChanged }: DataCardViewProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="rounded-lg border border-line-strong bg-surface px-3.5 py-2.5"
    >
      <header className="mb-1.5 flex items-baseline gap-2">
        <Table2 aria-hidden size={15} className="shrink-0 translate-y-0.5 text-ink-3" />
        <p id={id} className="min-w-0 font-semibold wrap-anywhere">
          {card.title}
        </p>
        <span className="shrink-0 text-xs text-ink-3">
          {isChanged ? 'data, changed since' : 'data'}
        </span>
      </header>
      {card.fields.length > 0 ? (
        <FieldList fields={card.fields} />
      ) : (
        <p className="text-sm text-ink-3">Nothing more was sent with it.</p>
      )}
      {card.isCut && (
        <p className="mt-1.5 text-sm text-ink-3">Not all of it is shown: there was too much.</p>
      )}
    </section>
  );
}
