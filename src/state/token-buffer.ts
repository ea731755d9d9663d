/**
 * Where streamed text waits for the next frame, outside React.
 *
 * However many pieces arrive between two frames, the screen is told once. Its one law: text comes
 * out in the order it went in, and none is lost.
 */
import type { Cancel, Scheduler } from '../core/clock.ts';

export interface TokenBuffer {
  push(turnId: string, text: string): void;
  /** Puts out what waits, now. */
  flush(): void;
  /** Forgets what waits. */
  clear(): void;
}

export function createTokenBuffer(
  scheduler: Scheduler,
  onFlush: (turnId: string, text: string) => void,
): TokenBuffer {
  let waiting: { turnId: string; pieces: string[] } | null = null;
  let cancel: Cancel | null = null;

  const clear = () => {
    cancel?.();
    cancel = null;
    waiting = null;
  };
  const flush = () => {
    const ready = waiting;
    clear();
    if (ready) onFlush(ready.turnId, ready.pieces.join(''));
  };
  const push = (turnId: string, text: string) => {
    if (waiting && waiting.turnId !== turnId) flush();
    waiting ??= { turnId, pieces: [] };
    waiting.pieces.push(text);
    cancel ??= scheduler.nextFrame(flush);
  };
  return { push, flush, clear };
}
