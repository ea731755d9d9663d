/** Says that an assistant which screens for emergencies cannot do so now: its line is not there. */
import { ShieldOff } from 'lucide-react';
import type { ConnectionState } from '../../core/connection.ts';
import { useCapabilities, useLive } from '../../state/workspace.ts';

export function ScreeningNote() {
  const { emergencies } = useCapabilities();
  const isLost = useLive(({ connection }) => isLineLost(connection));
  const assistant = useLive(({ conversation }) => conversation.source.assistant);
  return (
    <div role="status">
      {emergencies && isLost && (
        <p className="flex items-center gap-2 border-t border-line bg-medium-soft px-3 py-1 text-sm text-ink md:px-6">
          <ShieldOff aria-hidden size={15} className="shrink-0 text-medium" />
          <span>
            <b>Emergency screening not available.</b> Without the line to {assistant} nothing is
            flagged.
          </span>
        </p>
      )}
    </div>
  );
}

/** The first moments of connecting are no loss, and would flash. */
function isLineLost(connection: ConnectionState): boolean {
  if (connection.phase === 'connecting') return connection.attempt > 0;
  return connection.phase === 'waiting' || connection.phase === 'failed';
}
