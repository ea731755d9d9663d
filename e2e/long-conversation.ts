/**
 * A conversation of any length, as this device would have kept it. It is written in place of the
 * one that the page is in, sealed with the device's own key, and is there after the next load.
 */
import type { Page } from '@playwright/test';
import { ask, expect, saved } from './fixtures.ts';

/** To be called where somebody is signed in and nothing was said yet. */
export async function continueLongConversation(page: Page, turns: number): Promise<void> {
  await ask(page, 'Any allergies?');
  await expect(saved(page)).toBeVisible();
  await page.evaluate(keepTurns, turns);
  await page.reload();
  await expect(page.getByText(/^Live · \d+ ms$/)).toBeVisible();
}

/** Runs in the page. Every turn has a length of its own, and names itself. */
async function keepTurns(turns: number): Promise<void> {
  const settle = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
  interface Sealed {
    iv: Uint8Array<ArrayBuffer>;
    data: ArrayBuffer;
  }
  interface Exchange {
    message: { id: string; text: string };
    turn: { text: string };
  }
  const database = await settle(indexedDB.open('bedside'));
  const of = (name: string, mode: IDBTransactionMode = 'readonly') =>
    database.transaction(name, mode).objectStore(name);
  const key = (await settle(of('keys').get('records'))) as CryptoKey;
  const names = (await settle(of('records').getAllKeys())) as [string, string][];
  const first = names.find(([, name]) => /^exchange\/.*\/000000$/.test(name));
  if (!first) throw new Error('Nothing was kept yet');
  const { iv, data } = (await settle(of('records').get(first))) as Sealed;
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
  const model = JSON.parse(new TextDecoder().decode(bytes)) as Exchange;
  const write = async (place: number): Promise<[Sealed, [string, string]]> => {
    const turn = place + 1;
    const text = `Answer ${turn}. ${'He says that it began in the night. '.repeat((place * 7) % 23)}`;
    const exchange = {
      ...model,
      message: { ...model.message, id: `turn-${turn}`, text: `Question ${turn}` },
      turn: { ...model.turn, text: place % 3 === 0 ? `${text}\n\nThat is all.` : text },
    };
    const plain = new TextEncoder().encode(JSON.stringify(exchange));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
    const name = first[1].replace(/\d{6}$/, String(place).padStart(6, '0'));
    return [{ iv, data }, [first[0], name]];
  };
  const records = await Promise.all(Array.from({ length: turns }, (_, place) => write(place)));
  const store = of('records', 'readwrite');
  for (const [record, name] of records) store.put(record, name);
  await new Promise<void>((resolve, reject) => {
    store.transaction.oncomplete = () => resolve();
    store.transaction.onabort = () => reject(new Error('It could not be written'));
  });
  database.close();
}
