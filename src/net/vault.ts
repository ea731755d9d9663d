/**
 * The one place that touches the browser's storage of names and words: a refresh token, kept for as
 * long as the tab is open, and what outlives it without a word about a person. A browser that forbids
 * storage costs the reload that stays signed in, no more.
 */
export interface Vault {
  read(): string | null;
  write(secret: string): void;
  clear(): void;
}

/** For as long as the tab is open. */
export const sessionVault = (key: string): Vault => vaultIn(() => sessionStorage, key);

/** For all tabs, and longer than they are open. */
export const deviceVault = (key: string): Vault => vaultIn(() => localStorage, key);

/** @param find throws where the browser forbids it */
function vaultIn(find: () => Storage, key: string): Vault {
  const attempt = <Result>(access: (storage: Storage) => Result): Result | null => {
    try {
      return access(find());
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt((storage) => storage.getItem(key)),
    write: (secret) => void attempt((storage) => storage.setItem(key, secret)),
    clear: () => void attempt((storage) => storage.removeItem(key)),
  };
}
