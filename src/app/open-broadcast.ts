/**
 * The way of a notice to the tenants of a site. Loaded for those who may send one.
 *
 * A post is made of what a tenant's door has, so that it needs no open workspace there. Its one law: it
 * goes to each tenant as the person who is signed in there, by that tenant's own credentials.
 */
import { createXiansBroadcast } from '../adapters/xians/xians-broadcast.ts';
import { SignInRequired } from '../core/errors.ts';
import { newId } from '../lib/new-id.ts';
import { systemClock } from '../net/system-clock.ts';
import type { Broadcast, BroadcastTarget } from '../state/broadcast.ts';
import { createBroadcast } from '../state/broadcast.ts';
import type { TenantDoor } from './open-tenant.ts';
import { siteOf } from './site-of.ts';

export function openBroadcast(doors: readonly TenantDoor[]): Broadcast {
  return createBroadcast({ targets: doors.map(targetOf), clock: systemClock, newId });
}

function targetOf(door: TenantDoor): BroadcastTarget {
  const { session, config } = door;
  const { id, tenant: name, xians } = config;
  const right = xians?.roles.includes('notices') ? xians.broadcast : null;
  return { id, name, session, right, post: postOf(door) };
}

/** It is let out even while the service is left in peace: a person asked for it, and it is not repeated. */
function postOf({ config, access, telemetry, session }: TenantDoor): BroadcastTarget['post'] {
  const { tenant, xians } = config;
  const { credentials } = access;
  return async (draft, requestId, signal) => {
    const state = session.store.getState();
    if (!xians || !credentials || state.status !== 'signed-in') {
      throw new SignInRequired('Nobody is signed in');
    }
    const { tenantId, noticeWorkflow: workflow, noticeScope: scope = null } = xians;
    const to = { baseUrl: siteOf(xians.baseUrl), tenantId, workflow, scope };
    const { user: participant } = state.identity;
    const links = telemetry.links(tenant, 'XiansAi');
    const notices = createXiansBroadcast({ ...to, participant, credentials, links });
    await notices.post(draft, requestId, signal);
  };
}
