/** One back end: whether it can be reached, and each line to it. */
import { useId, useState } from 'react';
import type { Reach } from '../../core/connections.ts';
import type { LinkReport } from '../../core/telemetry.ts';
import { useConnections } from '../../state/connections.ts';
import { Button } from '../../ui/button.tsx';
import { describeReach } from './describe-link.ts';
import { KeptThread } from './kept-thread.tsx';
import { LinkView } from './link-view.tsx';

interface BackEndCardProps {
  backEnd: string;
  /** Its address is known. */
  canCheck: boolean;
  links: readonly LinkReport[];
  now: number;
}

export function BackEndCard({ backEnd, canCheck, links, now }: BackEndCardProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-xl border border-line">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-1.5">
        <h3 id={id} className="grow font-semibold">
          {backEnd}
        </h3>
        {canCheck && <Reachability backEnd={backEnd} />}
      </header>
      {links.length === 0 && (
        <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">Not used yet.</p>
      )}
      {links.map((report) => (
        <LinkView key={report.link.transport} report={report} now={now} />
      ))}
      <KeptThread backEnd={backEnd} />
    </section>
  );
}

function Reachability({ backEnd }: { backEnd: string }) {
  const connections = useConnections();
  const [reach, setReach] = useState<Reach | 'asking' | null>(null);
  const check = async () => {
    setReach('asking');
    setReach(await connections.check(backEnd));
  };
  return (
    <>
      <span role="status" className="text-sm text-ink-2">
        {reach === 'asking' ? 'Asking …' : reach && describeReach(reach)}
      </span>
      <Button
        size="small"
        aria-label={`Check whether ${backEnd} can be reached`}
        isBusy={reach === 'asking'}
        onPress={() => void check()}
      >
        Check
      </Button>
    </>
  );
}
