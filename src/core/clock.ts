/**
 * Time as an argument. Nothing in `core/`, `state/`, `net/` or an adapter asks the machine what
 * time it is or sets a timer by itself, so that tests pass hours in milliseconds.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `task` once after `delay` milliseconds. The answer cancels it. */
  after(delay: number, task: () => void): Cancel;
}

export type Cancel = () => void;

/** When text that has arrived is put on the screen. */
export interface Scheduler {
  /** Runs `task` at the next opportunity to paint, or soon in a hidden tab. The answer cancels it. */
  nextFrame(task: () => void): Cancel;
}
