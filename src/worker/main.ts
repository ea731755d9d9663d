/**
 * The service worker. `scripts/publish-plugin.ts` builds it as `/sw.js` and writes into it what the
 * build is made of.
 *
 * A new one takes over at once. That is safe, since it serves every build by the names of its files.
 */
import { createShellKeeper, type Shell } from './shell.ts';

/** The few parts of a worker that are used; the library of types for workers excludes that of pages. */
interface Worker {
  readonly caches: CacheStorage;
  readonly location: Location;
  fetch: typeof fetch;
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: AskEvent) => void): void;
}
interface LifeEvent {
  waitUntil(work: Promise<void>): void;
}
interface AskEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

declare const bedsideShell: Shell;
const worker = self as unknown as Worker;

const keeper = createShellKeeper({
  shell: bedsideShell,
  caches: worker.caches,
  origin: worker.location.origin,
  fetch: (request, init) => worker.fetch(request, init),
  after(delay, task) {
    const timer = setTimeout(task, delay);
    return () => clearTimeout(timer);
  },
});

worker.addEventListener('install', (event) =>
  event.waitUntil(keeper.install().then(() => worker.skipWaiting())),
);
worker.addEventListener('activate', (event) => event.waitUntil(keeper.activate()));
worker.addEventListener('fetch', (event) => {
  const answer = keeper.answer(event.request);
  if (answer) event.respondWith(answer);
});
