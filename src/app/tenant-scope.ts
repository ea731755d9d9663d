/**
 * Where one tenant keeps what is its own in this browser, by names that no other tenant uses.
 *
 * The only tenant of a site has no mark on its names.
 */
import type { TabChannel } from '../net/tab-channel.ts';
import { openTabChannel } from '../net/tab-channel.ts';
import type { Vault } from '../net/vault.ts';
import { sessionVault } from '../net/vault.ts';

export interface TenantScope {
  /** In the tab's session storage. */
  vault(name: string): Vault;
  /** Among the tabs of this site. */
  channel(name: string): TabChannel;
}

export function scopeOf(tenantId: string): TenantScope {
  const nameOf = (name: string) => `bedside.${name}${tenantId === '' ? '' : `.${tenantId}`}`;
  return {
    vault: (name) => sessionVault(nameOf(name)),
    channel: (name) => openTabChannel(nameOf(name)),
  };
}

/** Under which kept work is found. A site that has one tenant may give its name. */
export function workScopeOf({ id, tenant }: { id: string; tenant: string }): string {
  return id === '' ? tenant : id;
}
