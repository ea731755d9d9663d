/** The state of the connection, in words, always on screen; and "try now" while it waits. */
import type { ConnectionState } from '../../core/connection.ts';
import { useConsultation, useLive } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { describeConnection } from './describe-connection.ts';

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
  const now = useNow(1000);
  const isDegraded = connection.phase === 'online' && connection.fallback !== undefined;
  const canTry = connection.phase === 'waiting' || connection.phase === 'failed' || isDegraded;
  const { word, short, long } = describeConnection(connection, now);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Chip>
        <span
          aria-hidden
          className={`size-2 shrink-0 rounded-full forced-colors:bg-[CanvasText] ${isDegraded ? dots.waiting : dots[connection.phase]}`}
        />
        <span className="truncate" title={long}>
          {word && <span className="max-sm:hidden">{word} · </span>}
          {short}
        </span>
      </Chip>
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
    </div>
  );
}
