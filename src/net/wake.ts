/**
 * When it is worth trying at once: the network is said to be back or another one, the tab is seen
 * again, the page is thawed or comes out of the back/forward cache.
 *
 * These are hints, never proof: a line that works is left alone whatever they say.
 */
import type { Cancel } from '../core/clock.ts';

/** `network`: what was being tried may be tried over a network that is gone. */
export type WakeReason = 'network' | 'seen';

/** Where the hints come from. */
export interface Page {
  readonly window: EventTarget;
  readonly document: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  /** Tells of a change from one network to another, where the browser does. */
  readonly network?: EventTarget | undefined;
}

export function onWake(
  listener: (why: WakeReason) => void,
  { window, document, network }: Page = browserPage(),
): Cancel {
  const onNetwork = () => listener('network');
  const onSeen = () => listener('seen');
  const onVisibility = () => {
    if (document.visibilityState === 'visible') listener('seen');
  };
  const hints: readonly (readonly [EventTarget | undefined, string, () => void])[] = [
    [window, 'online', onNetwork],
    [network, 'change', onNetwork],
    [window, 'pageshow', onSeen],
    [document, 'resume', onSeen],
    [document, 'visibilitychange', onVisibility],
  ];
  for (const [target, name, hint] of hints) target?.addEventListener(name, hint);
  return () => {
    for (const [target, name, hint] of hints) target?.removeEventListener(name, hint);
  };
}

function browserPage(): Page {
  const { connection } = navigator as Navigator & { connection?: EventTarget };
  return { window, document, network: connection };
}
