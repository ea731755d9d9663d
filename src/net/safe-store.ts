/**
 * Records on this device, encrypted: IndexedDB, AES-GCM, by a key that the browser uses but never
 * gives away.
 *
 * It owns database, key and encryption and knows nothing of what it keeps. Its one law: nothing is
 * written in clear. A browser that cannot (no storage, no https, a private window) makes `open`
 * throw, and the caller goes on without.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import { deleteDB, openDB } from 'idb';
import type { Journal } from '../core/journal.ts';

interface SafeSchema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  records: { key: [scope: string, name: string]; value: SafeRecord };
}

interface SafeRecord {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface SafeStore {
  /** Names of everything that something is kept under. */
  scopes(): Promise<readonly string[]>;
  /** All records of a scope. What cannot be decrypted or read is counted, not given. */
  read(scope: string): Promise<{ records: ReadonlyMap<string, unknown>; unreadable: number }>;
  /** Writes to one scope. */
  journal(scope: string): Journal;
  remove(scope: string): Promise<void>;
  close(): void;
}

const databaseName = 'bedside';
const keyName = 'records';

/** @throws where the browser cannot keep anything safely */
export async function openSafeStore(): Promise<SafeStore> {
  const database = await openDB<SafeSchema>(databaseName, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('keys');
      fresh.createObjectStore('records');
    },
    // Another tab wipes everything: do not stand in its way.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  const key = await findKey(database);
  return {
    scopes: async () => {
      const names = await database.getAllKeys('records');
      return [...new Set(names.map(([scope]) => scope))];
    },
    read: (scope) => readScope(database, key, scope),
    journal: (scope) => ({ write: (changes) => writeScope(database, key, scope, changes) }),
    remove: (scope) => database.delete('records', rangeOf(scope)),
    close: () => database.close(),
  };
}

/** Removes every record of every person, and the key. Resolves also where there is nothing. */
export async function wipeSafeStore(): Promise<void> {
  await deleteDB(databaseName).catch(() => undefined);
}

async function findKey(database: IDBPDatabase<SafeSchema>): Promise<CryptoKey> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  const made = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
  const transaction = database.transaction('keys', 'readwrite');
  const known: unknown = await transaction.store.get(keyName);
  const usable = isUsable(known) ? known : null;
  if (!usable) await transaction.store.put(made, keyName);
  await transaction.done;
  return usable ?? made;
}

/** Anything else in the place of the key would refuse every write, for ever. */
function isUsable(known: unknown): known is CryptoKey {
  if (!(known instanceof CryptoKey) || known.algorithm.name !== 'AES-GCM') return false;
  return known.usages.includes('encrypt') && known.usages.includes('decrypt');
}

async function writeScope(
  database: IDBPDatabase<SafeSchema>,
  key: CryptoKey,
  scope: string,
  changes: ReadonlyMap<string, unknown>,
): Promise<void> {
  const sealed = await Promise.all(
    Array.from(changes, async ([name, value]) => ({
      name,
      record: value === undefined ? null : await seal(key, value),
    })),
  );
  const transaction = database.transaction('records', 'readwrite');
  for (const { name, record } of sealed) {
    void (record
      ? transaction.store.put(record, [scope, name])
      : transaction.store.delete([scope, name]));
  }
  // A page that ends now takes back what nobody has told the browser to commit.
  transaction.commit();
  await transaction.done;
}

async function readScope(database: IDBPDatabase<SafeSchema>, key: CryptoKey, scope: string) {
  const range = rangeOf(scope);
  const [names, sealed] = await Promise.all([
    database.getAllKeys('records', range),
    database.getAll('records', range),
  ]);
  const records = new Map<string, unknown>();
  let unreadable = 0;
  for (const [index, record] of sealed.entries()) {
    const name = names[index]?.[1];
    const value = await unseal(key, record);
    if (name === undefined || value === undefined) unreadable++;
    else records.set(name, value);
  }
  return { records, unreadable };
}

async function seal(key: CryptoKey, value: unknown): Promise<SafeRecord> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
}

/** `undefined` for what was tampered with, whatever it is now, or sealed by another key. */
async function unseal(key: CryptoKey, record: SafeRecord): Promise<unknown> {
  try {
    const { iv, data } = record;
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** Every name of a scope: an array sorts after every string. */
function rangeOf(scope: string): IDBKeyRange {
  return IDBKeyRange.bound([scope], [scope, []]);
}
