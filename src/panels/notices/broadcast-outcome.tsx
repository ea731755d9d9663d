/** What became of a notice to everybody, tenant by tenant, as their servers answer. */
import { Ban, Check, CircleDashed, TriangleAlert } from 'lucide-react';
import { useRef } from 'react';
import type { Broadcast, Outcome, SentNotice } from '../../state/broadcast.ts';
import { useBroadcast } from '../../state/broadcast.ts';
import { Button } from '../../ui/button.tsx';
import { describeOutcome, standings, summarise } from './broadcast-words.ts';
import { grades } from './grades.ts';

export interface BroadcastOutcomeProps {
  broadcast: Broadcast;
  sent: SentNotice;
}

/** What was pressed to come here has gone. */
const takeFocus = (node: HTMLElement | null) => node?.focus();

export function BroadcastOutcome({ broadcast, sent }: BroadcastOutcomeProps) {
  const { tenants } = useBroadcast(broadcast);
  const list = useRef<HTMLUListElement>(null);
  const again = (id: string) => {
    broadcast.tryAgain(id);
    list.current?.focus();
  };
  return (
    <div ref={takeFocus} tabIndex={-1} className="flex flex-col gap-3 outline-none">
      <Said draft={sent.draft} />
      <p role="status" className="font-semibold">
        {summarise(sent)}
      </p>
      <ul ref={list} tabIndex={-1} aria-label="Tenants" className="outline-none">
        {tenants.map(({ id, name, standing }) => {
          const outcome = sent.outcomes.get(id);
          return (
            outcome && (
              <Row
                key={id}
                name={name}
                outcome={outcome}
                obstacle={standing === 'ready' ? null : standings[standing]}
                onAgain={() => again(id)}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}

function Said({ draft: { grade, title, text } }: Pick<SentNotice, 'draft'>) {
  const { Icon, word, ink } = grades[grade];
  return (
    <div className="flex gap-2.5 rounded-lg border border-line bg-sunken px-3 py-2">
      <Icon aria-hidden size={17} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 wrap-anywhere">
        <p className="font-medium">
          <span className={ink}>{word}:</span> {title}
        </p>
        {text !== '' && <p className="line-clamp-3 text-sm text-ink-2">{text}</p>}
      </div>
    </div>
  );
}

const looks = {
  sending: { Icon: CircleDashed, ink: 'text-low' },
  taken: { Icon: Check, ink: 'text-ok' },
  refused: { Icon: Ban, ink: 'text-ink-2' },
  unknown: { Icon: TriangleAlert, ink: 'text-medium' },
};

interface RowProps {
  name: string;
  outcome: Outcome;
  /** Why it cannot be tried again now. */
  obstacle: string | null;
  onAgain: () => void;
}

function Row({ name, outcome, obstacle, onAgain }: RowProps) {
  const { Icon, ink } = looks[outcome.phase];
  const isFailed = outcome.phase === 'refused' || outcome.phase === 'unknown';
  return (
    <li className="flex flex-wrap items-start gap-x-2.5 gap-y-1.5 border-line py-2.5 not-first:border-t">
      <Icon aria-hidden size={18} className={`mt-0.5 shrink-0 ${ink}`} />
      <div className="min-w-0 grow basis-52 wrap-anywhere">
        <p className="font-medium">{name}</p>
        <p className="text-sm text-ink-2">
          {describeOutcome(outcome)} {isFailed && obstacle}
        </p>
      </div>
      {isFailed && obstacle === null && (
        <Button aria-label={`Try again at ${name}`} onPress={onAgain}>
          Try again
        </Button>
      )}
    </li>
  );
}
