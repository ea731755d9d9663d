/** A browser's caches in memory: only what a service worker of ours uses of them. */

/** @param fetch how `addAll` gets what it keeps */
export function memoryCaches(
  fetch: (request: RequestInfo, init?: RequestInit) => Promise<Response>,
): CacheStorage {
  const caches = new Map<string, Map<string, Response>>();
  const pathOf = (asked: RequestInfo | URL) =>
    new URL(asked instanceof Request ? asked.url : asked, 'https://site.invalid').pathname;
  const cacheOf = (kept: Map<string, Response>) => ({
    put: (asked: RequestInfo, answer: Response) => {
      kept.set(pathOf(asked), answer.clone());
      return Promise.resolve();
    },
    async addAll(paths: string[]) {
      const answers = await Promise.all(paths.map((path) => fetch(path)));
      for (const [index, path] of paths.entries()) {
        const answer = answers[index];
        if (answer) kept.set(path, answer);
      }
    },
    match: (asked: RequestInfo) => Promise.resolve(kept.get(pathOf(asked))?.clone()),
  });
  const storage = {
    open(name: string) {
      const kept = caches.get(name) ?? new Map<string, Response>();
      caches.set(name, kept);
      return Promise.resolve(cacheOf(kept));
    },
    keys: () => Promise.resolve([...caches.keys()]),
    delete: (name: string) => Promise.resolve(caches.delete(name)),
    async match(asked: RequestInfo) {
      for (const kept of caches.values()) {
        const found = await cacheOf(kept).match(asked);
        if (found) return found;
      }
      return undefined;
    },
  };
  return storage as unknown as CacheStorage;
}
