/**
 * Which tenant the address of the page names, where a site has several: `?tenant=`, so that a
 * bookmark leads to one and a reload stays there.
 */
/** The address, as far as it is about tenants. */
export interface TenantAddress {
  /** `null` where it names none. */
  read(): string | null;
  /** What was looked at in the one before is no part of it. */
  write(id: string): void;
  /** Told as long as the page lives, when Back or Forward has led to another address. */
  onTravel(listener: () => void): void;
}

const key = 'tenant';

export const pageAddress: TenantAddress = {
  read: () => new URLSearchParams(location.search).get(key),
  write(id) {
    const address = new URL(location.href);
    address.searchParams.set(key, id);
    history.replaceState(null, '', address.pathname + address.search);
  },
  onTravel: (listener) => addEventListener('popstate', listener),
};
