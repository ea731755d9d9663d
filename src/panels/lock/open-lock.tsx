/** A lock and the frame that shows it, for one signed-in person. Loaded with the console. */
import type { ReactNode } from 'react';
import type { Lock, LockOptions } from '../../state/lock.ts';
import { createLock } from '../../state/lock.ts';
import type { LockFrameProps } from './lock-frame.tsx';
import { LockFrame } from './lock-frame.tsx';

export interface OpenLock {
  readonly lock: Lock;
  /** The console with its lock around it. */
  frame(content: ReactNode): ReactNode;
}

export function openLock(
  options: LockOptions,
  screen: Omit<LockFrameProps, 'lock' | 'children'>,
): OpenLock {
  const lock = createLock(options);
  return {
    lock,
    frame: (content) => (
      <LockFrame lock={lock} {...screen}>
        {content}
      </LockFrame>
    ),
  };
}
