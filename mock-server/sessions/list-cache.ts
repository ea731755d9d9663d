/**
 * The memory of the lists: what was answered once is answered for two hours.
 *
 * Its one law: nothing that is written makes it forget, and it outlives a restart.
 */

const life = 2 * 60 * 60 * 1000;

export interface ListCache {
  /** What was answered under `key`, or what `read` gives now. A refusal is not kept. */
  answer(key: string, read: () => unknown): unknown;
}

export function createListCache(now: () => number): ListCache {
  const kept = new Map<string, { readonly until: number; readonly answer: unknown }>();
  return {
    answer(key, read) {
      const found = kept.get(key);
      if (found !== undefined && now() < found.until) return found.answer;
      const answer = read();
      kept.set(key, { until: now() + life, answer });
      return answer;
    },
  };
}
