/**
 * Which tenant the address of the page names, where a site has several: `?tenant=`, so that a
 * bookmark leads to one and a reload stays there.
 */
const key = 'tenant';

export function readTenant(address: Location): string | null {
  return new URLSearchParams(address.search).get(key);
}

/** What was looked at in the one before is no part of it. */
export function writeTenant(id: string): void {
  const address = new URL(location.href);
  address.searchParams.set(key, id);
  history.replaceState(null, '', address.pathname + address.search);
}
