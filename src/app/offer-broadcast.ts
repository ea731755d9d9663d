/** Whether a notice to everybody is offered to a person; the rest of it is fetched for those who may. */
import type { Identity } from '../core/backend.ts';
import { mayBroadcast } from '../core/notice.ts';
import type { Broadcast } from '../state/broadcast.ts';
import type { Config } from './config.ts';
import type { TenantDoor } from './open-tenant.ts';

/** @param doors of all tenants of the site */
export async function offerBroadcast(
  { xians }: Config,
  identity: Identity,
  doors: readonly TenantDoor[],
): Promise<Broadcast | null> {
  if (!xians?.roles.includes('notices') || !mayBroadcast(xians.broadcast, identity)) return null;
  const { openBroadcast } = await import('./open-broadcast.ts');
  return openBroadcast(doors);
}
