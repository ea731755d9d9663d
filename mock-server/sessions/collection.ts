/**
 * What is kept under ids, read page by page in the order of the ids.
 *
 * Its one law: a page begins behind its cursor whether or not what the cursor names is still there.
 */

export type Order = 'asc' | 'desc';

export interface PageRequest {
  readonly limit: number;
  readonly after: string | undefined;
  readonly order: Order;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Whether anything comes behind it. */
  readonly isMore: boolean;
}

export interface Collection<T extends { readonly id: string }> {
  add(item: T): void;
  find(id: string): T | undefined;
  /** Whether it was there. */
  remove(id: string): boolean;
  newest(): T | undefined;
  all(): readonly T[];
  page(request: PageRequest, isWanted?: (item: T) => boolean): Page<T>;
}

export function createCollection<T extends { readonly id: string }>(): Collection<T> {
  const items: T[] = [];

  /** How many ids come before `id`. */
  function rankOf(id: string): number {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((items[middle]?.id ?? '') < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function find(id: string): T | undefined {
    const item = items[rankOf(id)];
    return item?.id === id ? item : undefined;
  }

  function firstOf({ after, order }: PageRequest): number {
    if (order === 'desc') return (after === undefined ? items.length : rankOf(after)) - 1;
    if (after === undefined) return 0;
    return rankOf(after) + (find(after) === undefined ? 0 : 1);
  }

  return {
    add: (item) => void items.splice(rankOf(item.id), 0, item),
    find,
    remove(id) {
      if (find(id) === undefined) return false;
      items.splice(rankOf(id), 1);
      return true;
    },
    newest: () => items.at(-1),
    all: () => items,
    page(request, isWanted = () => true) {
      const found: T[] = [];
      const step = request.order === 'asc' ? 1 : -1;
      for (let index = firstOf(request); found.length <= request.limit; index += step) {
        const item = items[index];
        if (item === undefined) break;
        if (isWanted(item)) found.push(item);
      }
      return { items: found.slice(0, request.limit), isMore: found.length > request.limit };
    },
  };
}
