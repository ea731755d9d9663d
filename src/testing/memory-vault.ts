/** A vault in memory. A reload of the page is a new back end with the same vault. */
import type { Vault } from '../net/vault.ts';

export function memoryVault(secret: string | null = null): Vault {
  let kept = secret;
  return {
    read: () => kept,
    write: (next) => void (kept = next),
    clear: () => void (kept = null),
  };
}
