/**
 * Faults on demand, as tests and the control API have them.
 *
 * Its one law: a fault that is done at once (`restart`, `expire-tokens`, …) is never armed, and one
 * that is armed does nothing until its moment comes.
 */
import type { Loss, MockBackend } from '../backend.ts';
import type { Armory, ArmedFault } from './armory.ts';
import type { Outlet } from './outlet.ts';
import { parseFault, type Fault, type FaultOf, type FaultRequest } from './spec.ts';
import { isStrike, type StrikeFault } from './strike.ts';
import { isAimedAt } from './target.ts';

export interface Faults {
  /** Arms a fault, or lets it happen, and names it. Throws for one that there is not. */
  arm(fault: FaultRequest): string;
  /** Takes one fault away, or all; what was silent speaks again. */
  disarm(id?: string): void;
  armed(): readonly ArmedFault[];
}

/** The ways out of all connections that are open. */
export interface Lines {
  outlets(): readonly Outlet[];
}

interface Parts {
  readonly armory: Armory;
  readonly lines: Lines;
  readonly backends: readonly MockBackend[];
  restart(fault: FaultOf<'restart'>): void;
}

export function createFaults({ armory, lines, backends, restart }: Parts): Faults {
  function forget(fault: Fault, loss: Loss): void {
    for (const { name, prefix, forget: lose } of backends) {
      if (isAimedAt(fault, { backEnd: name, path: prefix })) lose(loss);
    }
  }

  function strikeNow(id: string, fault: StrikeFault): void {
    for (const outlet of lines.outlets()) {
      if (isAimedAt(fault, outlet.target)) outlet.strike(id, fault);
    }
  }

  /** Whether the fault was one that is done at once. */
  function doneAtOnce(id: string, fault: Fault): boolean {
    if (fault.kind === 'restart') restart(fault);
    else if (fault.kind === 'expire-tokens') forget(fault, 'access-tokens');
    else if (fault.kind === 'forget-sessions') forget(fault, 'sessions');
    else if (isStrike(fault) && fault.after === 'now') strikeNow(id, fault);
    else return false;
    return true;
  }

  return {
    arm(request) {
      const fault = parseFault(request);
      const id = armory.nextId();
      if (!doneAtOnce(id, fault)) armory.add(id, fault);
      return id;
    },
    disarm(id) {
      if (id === undefined) armory.clear();
      else armory.remove(id);
      for (const outlet of lines.outlets()) outlet.release(id);
    },
    armed: armory.list,
  };
}
