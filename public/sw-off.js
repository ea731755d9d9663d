/**
 * In the place of /sw.js this removes the service worker from every browser that has one, with all
 * that it keeps. See "Offline" in docs/operations.md.
 */
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  const ours = names.filter((name) => name.startsWith('bedside-'));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
