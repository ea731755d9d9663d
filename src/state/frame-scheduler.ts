/**
 * Paints with the browser's frames, and by timer where there are none: a hidden tab stops its
 * frames, yet the text that arrives meanwhile has to be there when someone looks.
 */
import type { Clock, Scheduler } from '../core/clock.ts';

const hiddenDelay = 200;

export function frameScheduler(clock: Clock): Scheduler {
  return {
    nextFrame(task) {
      const run = () => {
        cancel();
        task();
      };
      const frame = requestAnimationFrame(run);
      const cancelTimer = clock.after(hiddenDelay, run);
      const cancel = () => {
        cancelAnimationFrame(frame);
        cancelTimer();
      };
      return cancel;
    },
  };
}
