/**
 * How near one is to the server's rate limit, and the wait where it is reached. A wait, never an
 * error: what waits goes out by itself.
 */
import { nextToSend, queueOf } from '../../core/conversation.ts';
import type { Pace } from '../../core/pacing.ts';
import { paceStatus } from '../../core/pacing.ts';
import { useCapabilities, useLive } from '../../state/workspace.ts';
import { Meter } from '../../ui/meter.tsx';
import { useNow } from '../../ui/use-now.ts';
import { describePace } from './words.ts';

export function PaceNote() {
  const { pace } = useCapabilities();
  return pace && <PaceOf pace={pace} />;
}

function PaceOf({ pace }: { pace: Pace }) {
  const now = useNow(1000);
  const sentAt = useLive((state) => state.sentAt[state.conversation.source.assistantId]);
  const hasNext = useLive(({ conversation }) => nextToSend(conversation) !== undefined);
  const waits = useLive(({ conversation }) => queueOf(conversation).length > 0);
  const toldUntil = useLive(({ connection }) =>
    connection.phase === 'waiting' && connection.cause === 'rate-limited' ? connection.retryAt : 0,
  );
  const status = paceStatus(sentAt ?? [], pace, now);
  const opensIn = Math.max(status.opensIn, toldUntil - now);
  const isHeld = opensIn > 0;
  if (!status.isNear && !isHeld) return null;
  const words = describePace({ ...status, opensIn }, hasNext);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-1 text-sm text-ink-2">
      <div className="w-24 shrink-0">
        <Meter
          label="Messages this minute"
          valueText={`${status.used} of ${status.limit}`}
          value={isHeld ? status.limit : status.used}
          max={status.limit}
          tone={isHeld ? 'warning' : 'normal'}
        />
      </div>
      <p>{words}</p>
      {/* Counting seconds aloud would talk over everything. */}
      <span role="status" className="sr-only">
        {isHeld &&
          waits &&
          `The server takes ${status.limit} messages a minute. The next one goes out by itself.`}
      </span>
    </div>
  );
}
