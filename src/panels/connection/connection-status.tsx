/**
 * The state of the connection, in words, always on screen; "try now" while it waits; what rests; and
 * the way to the figures.
 */
import { useState } from 'react';
import type { ConnectionState } from '../../core/connection.ts';
import type { RestingLink } from '../../core/connections.ts';
import { useConnections, useResting } from '../../state/connections.ts';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';
import { useNow } from '../../ui/use-now.ts';
import { describeConnection } from './describe-connection.ts';
import { namesOfResting } from './names-of-resting.ts';

const ConnectionPanel = later(async () => {
  const { ConnectionPanel } = await import('./connection-panel.tsx');
  return ConnectionPanel;
});

const dots: Record<ConnectionState['phase'], string> = {
  idle: 'bg-ink-3',
  connecting: 'bg-low',
  online: 'bg-ok',
  waiting: 'bg-medium',
  failed: 'bg-medium',
};

export function ConnectionStatus() {
  const connection = useLive((state) => state.connection);
  const consultation = useConsultation();
  const canTry = connection.phase === 'waiting' || connection.phase === 'failed';
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <StateButton connection={connection} onPress={() => setOpen(true)} />
      {/* Counting seconds aloud would talk over everything, so only the kind of state is said. */}
      <span role="status" className="sr-only">
        {describeConnection(connection, null).long}
      </span>
      {canTry && (
        <Button
          size="small"
          className="shrink-0 whitespace-nowrap"
          onPress={() => consultation.tryNow()}
        >
          Try now
        </Button>
      )}
      <Resting />
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Connections" width="wide">
        <ConnectionPanel />
      </Dialog>
    </div>
  );
}

interface StateButtonProps {
  connection: ConnectionState;
  onPress: () => void;
}

function StateButton({ connection, onPress }: StateButtonProps) {
  const now = useNow(1000);
  const { word, short, long } = describeConnection(connection, now);
  return (
    <Button size="small" className="min-w-0 rounded-full! px-3 text-ink-2" onPress={onPress}>
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full forced-colors:bg-[CanvasText] ${dots[connection.phase]}`}
      />
      <span className="sr-only">Connections: </span>
      <span className="truncate" title={long}>
        {word && <span className="max-sm:hidden">{word} · </span>}
        {short}
      </span>
    </Button>
  );
}

/** Services that failed again and again, and are left in peace for a while. */
function Resting() {
  const { read, tryNow } = useConnections();
  const resting = useResting();
  const all = resting.length === 0 ? [] : read().links.map(({ link }) => link);
  const names = namesOfResting(
    resting.map(({ link }) => link),
    all,
  );
  const who = new Intl.ListFormat('en-GB').format(names);
  return (
    <>
      <span role="status" className="sr-only">
        {who !== '' && `Not asked for a while, after several failures in a row: ${who}.`}
      </span>
      {who !== '' && (
        <span className="flex min-w-0 items-center gap-2 text-sm font-semibold text-medium">
          <span className="min-w-0 sm:truncate">
            {who} resting
            <Countdown resting={resting} />
          </span>
          <Button
            size="small"
            className="shrink-0 whitespace-nowrap"
            aria-label={`Try ${who} now`}
            onPress={() => tryNow()}
          >
            Try now
          </Button>
        </span>
      )}
    </>
  );
}

function Countdown({ resting }: { resting: readonly RestingLink[] }) {
  const now = useNow(1000);
  const next = Math.min(...resting.map(({ nextTryAt }) => nextTryAt));
  const seconds = Math.max(0, Math.round((next - now) / 1000));
  return <span className="max-sm:hidden"> · next try in {seconds} s</span>;
}
