/**
 * A part of the product that is fetched after the rest: whether it is here, and the way to get it.
 *
 * It is fetched once at most, and again only after it could not be had. It knows no React.
 */
export type PartState<Part> =
  | { readonly phase: 'absent' }
  /** `again`: it could not be had before. */
  | { readonly phase: 'fetching'; readonly again: boolean }
  | { readonly phase: 'failed' }
  | { readonly phase: 'here'; readonly part: Part };

export interface LatePart<Part> {
  read(): PartState<Part>;
  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void;
  /** Never fails: what became of it is in the state. */
  fetch(): Promise<void>;
}

export function createPart<Part>(load: () => Promise<Part>): LatePart<Part> {
  const listeners = new Set<() => void>();
  let state: PartState<Part> = { phase: 'absent' };
  const enter = (next: PartState<Part>) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async fetch() {
      if (state.phase === 'fetching' || state.phase === 'here') return;
      enter({ phase: 'fetching', again: state.phase === 'failed' });
      const next = await load().then(
        (part): PartState<Part> => ({ phase: 'here', part }),
        // Whoever asks later finds no failure that nobody was told of: it is tried then.
        (): PartState<Part> => ({ phase: listeners.size > 0 ? 'failed' : 'absent' }),
      );
      enter(next);
    },
  };
}
