/** What is removed from this browser when one person is out, at whichever tenant. */
import type { Session } from '../state/session.ts';
import { isIn } from '../state/session.ts';
import type { Tenants } from '../state/tenants.ts';
import type { Goodbye } from './open-tenant.ts';
import { workScopeOf } from './tenant-scope.ts';

/** What this browser keeps of somebody. */
export interface KeptHere {
  /** Of what was looked at last. */
  forgetAddress(): void;
  /** What this tab is called and remembers; nobody is in any more. */
  forgetTab(): void;
  /** What is kept of one tenant's people. */
  removeWork(scope: string): Promise<void>;
  /** Notes that everything is to be removed, should this page end before it is. */
  oweWipe(): void;
  /** Everything. */
  wipe(): Promise<void>;
}

export interface GoodbyeOptions {
  readonly doors: ReadonlyMap<string, { readonly session: Pick<Session, 'store'> }>;
  tenants(): Tenants;
  readonly keptHere: KeptHere;
  /** Everything is removed once all are out. */
  isLeavingAll(): boolean;
}

/** Resolves when what is kept of them is gone, as far as that is this tab's to do. */
export async function sayGoodbye(
  { doors, tenants, keptHere, isLeavingAll }: GoodbyeOptions,
  left: { readonly id: string; readonly tenant: string },
  { elsewhere }: Goodbye,
): Promise<void> {
  if (tenants().store.getState().currentId === left.id) keptHere.forgetAddress();
  if (![...doors.values()].some(isIn)) keptHere.forgetTab();
  // The tab in which the person signed out removes what the device keeps, for all tabs: another
  // one may hear of it late, when the next person is at work already.
  if (!elsewhere && !isLeavingAll()) await keptHere.removeWork(workScopeOf(left));
}
