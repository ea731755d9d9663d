/** The last line of the console: what waits, how long the line has held, and who decides. */
import type { ReactNode } from 'react';
import { queueOf, unsentOf } from '../core/conversation.ts';
import { formatDuration } from '../lib/format-time.ts';
import type { KeepingTrouble } from '../state/keeper.ts';
import type { Mirror, MirrorTrouble } from '../state/mirror.ts';
import { useRecords } from '../state/record-standing.ts';
import { useKeeping, useLive, useWorkspace } from '../state/workspace.ts';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { useMedia } from '../ui/use-media.ts';
import { useNow } from '../ui/use-now.ts';

/** What is good to know, but not at the price of a second line or of a conversation in sight. */
const whereRoom = 'hidden sm:inline [@media(max-height:32rem)]:hidden';

const NoFigures = () => <span className="hidden grow sm:block" />;

const LineFigures = later(async () => {
  const { LineFigures } = await import('./line-figures.tsx');
  return LineFigures;
}, NoFigures);

/** @param offer of a new version */
export function StatusBar({ isDemo, offer }: { isDemo: boolean; offer: ReactNode }) {
  const waiting = useLive(({ conversation }) => queueOf(conversation).length);
  const aside = useLive(({ conversation }) => unsentOf(conversation).length) - waiting;
  const hasRoom = useMedia('(min-width: 90rem) and (min-height: 32rem)');
  return (
    <footer className="flex min-h-8 shrink-0 flex-wrap [@media(max-height:32rem)]:min-h-6 items-center gap-x-5 border-t border-line bg-surface px-4 text-xs text-ink-3">
      <span className={waiting === 0 ? whereRoom : 'font-semibold text-ink-2'}>
        {waiting === 0 ? 'Nothing waiting to send' : `${waiting} waiting to send`}
      </span>
      {aside > 0 && <span className="font-semibold text-medium">{aside} could not be sent</span>}
      <Uptime />
      <Keeping />
      <Records />
      <ClockSkew />
      {hasRoom ? <LineFigures /> : <NoFigures />}
      {offer}
      {isDemo && (
        <span className="font-semibold text-ink-2">Demo: invented patients, invented prices</span>
      )}
      <span>Advice from AI can be wrong. You decide.</span>
    </footer>
  );
}

function Uptime() {
  const since = useLive(({ connection }) =>
    connection.phase === 'online' ? connection.since : null,
  );
  const now = useNow(30_000);
  if (since === null) return null;
  const length = Math.max(0, now - since);
  return (
    <span className={whereRoom}>
      Line up {length < 60_000 ? 'for less than a minute' : formatDuration(length)}
    </span>
  );
}

const troubles: Record<KeepingTrouble, string> = {
  unavailable:
    'Not saved on this device: the browser keeps nothing safely here. Do not reload the page.',
  'write-failed':
    'Not saved on this device: its storage is full or blocked. Do not reload the page.',
  damaged: 'What this device kept from before could not be read, and was removed.',
};

/** Whether a reload would lose something. */
function Keeping() {
  const { trouble, isSaved } = useKeeping();
  return (
    <>
      <span role="status" className="font-semibold text-medium empty:-ms-5">
        {trouble && troubles[trouble]}
      </span>
      {(trouble === null || trouble === 'damaged') && (
        <span className={whereRoom}>{isSaved ? 'Saved on this device' : 'Saving …'}</span>
      )}
    </>
  );
}

/** Whether what was said is in the history. */
function Records() {
  const { mirror } = useWorkspace();
  return mirror && <RecordsStanding mirror={mirror} />;
}

function RecordsStanding({ mirror }: { mirror: Mirror }) {
  const { behind, isSettled, isLate, trouble } = useRecords(mirror);
  const isGivenUp = trouble !== null && trouble.kind !== 'waiting';
  const isTrouble = !isSettled && (isLate || isGivenUp);
  return (
    <>
      <span role="status" className="font-semibold text-medium empty:-ms-5">
        {isTrouble && describeRecords(behind, trouble)}
      </span>
      {isTrouble ? (
        <Button look="quiet" size="small" className="-ms-3" onPress={() => mirror.tryNow()}>
          Try now
        </Button>
      ) : (
        <span className={whereRoom}>
          {isSettled ? 'History up to date' : 'Writing to the history …'}
        </span>
      )}
    </>
  );
}

function describeRecords(behind: number, trouble: MirrorTrouble | null): string {
  if (behind === 0) return `History${trouble ? ' unavailable' : ''}: not up to date`;
  if (!trouble) return `History: ${behind} behind`;
  return trouble.kind === 'waiting'
    ? `History unavailable: ${behind} behind`
    : `History: ${behind} not written`;
}

/** More than this, in milliseconds, misleads whoever compares times with another screen. */
const notableSkew = 2 * 60_000;

function ClockSkew() {
  const { clockSkew } = useWorkspace().identity;
  if (Math.abs(clockSkew) < notableSkew) return null;
  const direction = clockSkew > 0 ? 'behind' : 'ahead of';
  return (
    <span className="font-semibold text-medium">
      This computer&apos;s clock is {formatDuration(Math.abs(clockSkew))} {direction} the server:
      times shown here are off.
    </span>
  );
}
