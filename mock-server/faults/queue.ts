/**
 * Steps that are taken one after another, with pauses between them.
 *
 * Its one law: with no pause asked for, a step is taken before `add` returns.
 */

/** Does something, and tells for how many milliseconds nothing is to follow it. */
export type Step = () => number;

export interface StepQueue {
  add(step: Step): void;
  /** Steps to be taken before all that wait; only from within a step. */
  addFirst(steps: readonly Step[]): void;
  clear(): void;
}

export function createStepQueue(): StepQueue {
  const steps: Step[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  function run(): void {
    if (running || timer !== undefined) return;
    running = true;
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
      const pause = step();
      if (pause > 0) {
        timer = setTimeout(resume, pause);
        break;
      }
    }
    running = false;
  }

  function resume(): void {
    timer = undefined;
    run();
  }

  return {
    add(step) {
      steps.push(step);
      run();
    },
    addFirst: (first) => void steps.unshift(...first),
    clear() {
      steps.length = 0;
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
