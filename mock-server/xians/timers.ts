/**
 * What the server does later: answers that take their time, signs of life.
 *
 * Its one law: nothing of it keeps the process alive, or happens once the server is closed.
 */
export interface Timers {
  /** Returns how to call it off; `Infinity` is never. */
  after(milliseconds: number, act: () => void): () => void;
  every(milliseconds: number, act: () => void): () => void;
  stop(): void;
}

export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();

  function keep(timer: NodeJS.Timeout): () => void {
    timer.unref();
    running.add(timer);
    return () => {
      clearTimeout(timer);
      running.delete(timer);
    };
  }

  return {
    after(milliseconds, act) {
      if (milliseconds === Infinity) return () => undefined;
      const timer = setTimeout(() => {
        running.delete(timer);
        act();
      }, milliseconds);
      return keep(timer);
    },
    every: (milliseconds, act) => keep(setInterval(act, milliseconds)),
    stop() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
