/**
 * The service worker that keeps the console itself in this browser, and the config of last time,
 * without which a page that opens offline would not know whose it is.
 *
 * Only `net/` touches the browser's caches. Its one law: nothing of a person or a patient, and no
 * answer of a back end, ever gets into one.
 */

/** `src/app/trusted-types.ts` lets a worker come from here and from nowhere else. */
export const workerAddress = '/sw.js';
const configCache = 'bedside-config';

/** Where the browser can and may; without it the console works all the same, but not offline. */
export async function keepShell(): Promise<void> {
  const { serviceWorker } = navigator as Partial<Navigator>;
  await serviceWorker?.register(workerAddress, { updateViaCache: 'none' }).catch(() => undefined);
}

/** Keeps a config that was read and understood, beside the worker that will need it. */
export async function keepConfig(config: unknown): Promise<void> {
  if (!('caches' in globalThis)) return;
  const cache = await caches.open(configCache);
  await cache.put(configAddress(), Response.json(config));
}

/** `null` where none is kept. */
export async function findKeptConfig(): Promise<unknown> {
  if (!('caches' in globalThis)) return null;
  const cache = await caches.open(configCache);
  const kept = await cache.match(configAddress());
  return kept ? ((await kept.json()) as unknown) : null;
}

const configAddress = () => new URL('config.json', location.href).href;
