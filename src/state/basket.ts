/** The tests chosen for the next order, shared by the order form and the budget's forecast. */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { normaliseTest } from '../core/budget.ts';
import { useWorkspace } from './workspace.ts';

export interface BasketState {
  /** Names as they will be ordered, each once. */
  readonly tests: readonly string[];
  /** What is typed in the order form and not yet put in the basket. */
  readonly typed: string;
}

export interface Basket {
  readonly store: StoreApi<BasketState>;
  type(typed: string): void;
  /** Puts a test in the basket, once, and clears what was typed. */
  add(test: string): void;
  remove(test: string): void;
  clear(): void;
}

/** @param typed what was typed before the page was loaded anew */
export function createBasket(kept: readonly string[], typed = ''): Basket {
  const store = createStore<BasketState>(() => ({ tests: kept, typed }));
  return {
    store,
    type: (typed) => store.setState({ typed }),
    add: (test) => store.setState(({ tests }) => ({ tests: withTest(tests, test), typed: '' })),
    remove: (test) =>
      store.setState(({ tests }) => ({ tests: tests.filter((each) => each !== test) })),
    clear: () => store.setState({ tests: [], typed: '' }),
  };
}

/** Everything an order sent now would contain: the basket, and what is typed. */
export function testsToOrder({ tests, typed }: BasketState): readonly string[] {
  return withTest(tests, typed);
}

function withTest(tests: readonly string[], test: string): readonly string[] {
  const name = test.trim();
  const known = tests.some((each) => normaliseTest(each) === normaliseTest(name));
  return name === '' || known ? tests : [...tests, name];
}

export function useBasket(): BasketState {
  return useStore(useWorkspace().basket.store);
}
