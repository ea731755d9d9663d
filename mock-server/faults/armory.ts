/**
 * The faults that are armed, and how often each has yet to happen.
 *
 * Its one law: asking for a fault that is to happen now counts as its happening.
 */
import type { Fault } from './spec.ts';
import { isAimedAt, type Target } from './target.ts';

export interface ArmedFault {
  readonly id: string;
  readonly fault: Fault;
  /** How often it has happened. */
  readonly fired: number;
}

export interface Strike<F extends Fault = Fault> {
  readonly id: string;
  readonly fault: F;
}

type Wanted<F extends Fault> = (fault: Fault) => fault is F;

export interface Armory {
  nextId(): string;
  add(id: string, fault: Fault): void;
  remove(id: string): void;
  clear(): void;
  list(): readonly ArmedFault[];
  /** Lets every wanted fault aimed at `target` happen once. */
  fireAll<F extends Fault>(target: Target, wanted: Wanted<F>): readonly Strike<F>[];
  /** Lets the oldest of them happen once. */
  fireOne<F extends Fault>(target: Target, wanted: Wanted<F>): Strike<F> | undefined;
}

export function createArmory(): Armory {
  const armed = new Map<string, { id: string; fault: Fault; fired: number }>();
  let last = 0;

  function find<F extends Fault>(target: Target, wanted: Wanted<F>): Strike<F>[] {
    const found: Strike<F>[] = [];
    for (const { id, fault } of armed.values()) {
      if (wanted(fault) && isAimedAt(fault, target)) found.push({ id, fault });
    }
    return found;
  }

  function spend(id: string): void {
    const entry = armed.get(id);
    if (entry === undefined) return;
    entry.fired += 1;
    const times = 'times' in entry.fault ? entry.fault.times : 'always';
    if (times !== 'always' && entry.fired >= times) armed.delete(id);
  }

  return {
    nextId: () => `f${(last += 1)}`,
    add: (id, fault) => void armed.set(id, { id, fault, fired: 0 }),
    remove: (id) => void armed.delete(id),
    clear: () => armed.clear(),
    list: () => [...armed.values()].map((entry) => ({ ...entry })),
    fireAll(target, wanted) {
      const strikes = find(target, wanted);
      for (const { id } of strikes) spend(id);
      return strikes;
    },
    fireOne(target, wanted) {
      const strike = find(target, wanted)[0];
      if (strike !== undefined) spend(strike.id);
      return strike;
    },
  };
}
