/**
 * Stands around the console: warns before the screen locks, and covers it when it does.
 *
 * The console stays mounted underneath, unseen and out of reach, and its line goes on.
 */
import './lock.css';
import type { ReactNode } from 'react';
import type { Proof } from '../../core/backend.ts';
import { usePendingAlerts } from '../../state/alerts.ts';
import type { Consultation } from '../../state/consultation-port.ts';
import type { Lock } from '../../state/lock.ts';
import type { Mirror } from '../../state/mirror.ts';
import { LockContext, useLockState } from '../../state/lock.ts';
import { Cover } from './cover.tsx';
import { LockScreen } from './lock-screen.tsx';
import { LockWarning } from './lock-warning.tsx';

export interface LockFrameProps {
  lock: Lock;
  user: string;
  tenant: string;
  proof: Proof;
  onSignOut: () => void;
  /** What nobody has acknowledged is told on the lock too, without a word about the patient. */
  consultation: Consultation;
  /** So is how much would be lost by signing out. */
  mirror: Mirror | null;
  children: ReactNode;
}

export function LockFrame({ lock, children, consultation, mirror, ...screen }: LockFrameProps) {
  const state = useLockState(lock);
  const [gravest] = usePendingAlerts(consultation);
  const flagged = gravest?.alert.severity ?? null;
  const isCovered = state.phase === 'locked' || state.phase === 'checking';
  return (
    <LockContext value={lock}>
      <div className="contents" inert={isCovered}>
        {children}
      </div>
      {state.phase === 'warning' && state.lockAt !== null && (
        <LockWarning lockAt={state.lockAt} onStay={() => lock.note()} />
      )}
      {isCovered && (
        <Cover title={state.phase === 'locked' ? 'Locked' : 'Checking'}>
          {state.phase === 'locked' ? (
            <LockScreen {...{ lock, flagged, mirror, ...screen }} cause={state.cause} />
          ) : (
            <p role="status" className="text-ink-3">
              Checking that your session still holds …
            </p>
          )}
        </Cover>
      )}
    </LockContext>
  );
}
