/**
 * Stands around the console: warns before the screen locks, and covers it when it does.
 *
 * The console stays mounted underneath, unseen and out of reach, and its line goes on.
 */
import './lock.css';
import type { ReactNode } from 'react';
import type { Proof } from '../../core/backend.ts';
import type { Lock } from '../../state/lock.ts';
import { LockContext, useLockState } from '../../state/lock.ts';
import type { Workspace } from '../../state/workspace.ts';
import { Cover } from './cover.tsx';
import { LockScreen } from './lock-screen.tsx';
import { LockWarning } from './lock-warning.tsx';

/** Who can lift the lock, and how. */
export interface LockedPerson {
  readonly user: string;
  readonly tenant: string;
  readonly proof: Proof;
}

/**
 * What goes on under the lock, by tenant. What nobody has acknowledged is told on it, without a word
 * about the patient; so is how much would be lost by signing out.
 */
export type LockedWork = Pick<Workspace, 'tenant' | 'consultation' | 'mirror'>;

export interface LockFrameProps {
  lock: Lock;
  who: () => LockedPerson;
  work: () => readonly LockedWork[];
  onSignOut: () => void;
  children: ReactNode;
}

export function LockFrame({ lock, children, who, work, onSignOut }: LockFrameProps) {
  const state = useLockState(lock);
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
            <LockScreen {...{ lock, onSignOut, ...who() }} work={work()} cause={state.cause} />
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
