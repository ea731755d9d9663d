/**
 * The one place that touches the browser's session storage: a refresh token, kept for as long as
 * the tab is open. A browser that forbids storage costs the reload that stays signed in, no more.
 */
export interface Vault {
  read(): string | null;
  write(secret: string): void;
  clear(): void;
}

export function sessionVault(key: string): Vault {
  const attempt = <Result>(access: (storage: Storage) => Result): Result | null => {
    try {
      return access(sessionStorage);
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
