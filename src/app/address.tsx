/**
 * The address of the page: which conversation is looked at, so that it can be linked to, reloaded and
 * gone back to.
 *
 * It stands behind the `#`, because one build has to work under any path of any server. The view says
 * what is shown; the address feeds it, and follows it. Its one law: an address holds ids, never a word
 * of what was said.
 */
import type { RouterHistory } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import type { Consultation } from '../state/consultation-port.ts';
import type { View } from '../state/view.ts';

export interface Address {
  /** Shows nothing, and has to be on the page. */
  readonly content: ReactNode;
  /** The address is let go of, and stays as it is. */
  close(): void;
}

export interface AddressOptions {
  readonly view: View;
  readonly consultation: Consultation;
}

/** Resolves when the view shows what the address names. */
export async function openAddress({ view, consultation }: AddressOptions): Promise<Address> {
  const history = createHashHistory();
  // What was chosen before the address was there goes before it.
  const { otherId: chosen } = view.store.getState();
  if (chosen !== null) history.replace(pathOf(chosen));
  const router = routeTo(view, history);
  await router.load();
  const stops = [
    view.store.subscribe(({ otherId }, before) => {
      // Where the address changed first, it says so already.
      if (otherId === before.otherId || pathOf(otherId) === router.latestLocation.pathname) return;
      void router.navigate(
        otherId === null ? { to: '/' } : { to: conversationPath, params: { id: otherId } },
      );
    }),
    consultation.store.subscribe(({ conversation: { id } }, before) => {
      const isGoneOnWith = id !== before.conversation.id && id === view.store.getState().otherId;
      if (isGoneOnWith) view.show(null);
    }),
  ];
  return {
    content: <RouterProvider router={router} />,
    close() {
      for (const stop of stops) stop();
      history.destroy();
    },
  };
}

/** The routes show nothing themselves: they say to the view what their addresses name. */
function routeTo(view: View, history: RouterHistory) {
  const show = (otherId: string | null) => {
    if (view.store.getState().otherId !== otherId) view.show(otherId);
  };
  const root = createRootRoute({ component: () => null });
  const getParentRoute = () => root;
  const routeTree = root.addChildren([
    createRoute({ getParentRoute, path: '/', onEnter: () => show(null) }),
    createRoute({
      getParentRoute,
      path: conversationPath,
      ...onArrival(({ id }: { id: string }) => show(id)),
    }),
    // Whatever else stands there names no conversation, which is said in the place of one.
    createRoute({
      getParentRoute,
      path: '$',
      ...onArrival(({ _splat = '' }: { _splat?: string }) => show(_splat)),
    }),
  ]);
  return createRouter({
    routeTree,
    history,
    disableGlobalCatchBoundary: true,
    // What stands before the `#` is the site's, e.g. the case of a demonstration.
    parseSearch: () => ({}),
    stringifySearch: () => '',
    rewrite: { input: ({ url }) => (isReadable(url.pathname) ? url : new URL('/unreadable', url)) },
  });
}

/** A `%` that stands for no character. */
function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

const conversationPath = '/conversations/$id';

function pathOf(otherId: string | null): string {
  return otherId === null ? '/' : conversationPath.replace('$id', otherId);
}

/** Whether the route is new, or only what it names. */
function onArrival<Params>(arrive: (params: Params) => void) {
  const hear = ({ params }: { params: Params }) => arrive(params);
  return { onEnter: hear, onStay: hear };
}
