/**
 * Signs that a person is in front of this page, and what becomes of a page that is put aside.
 *
 * Input is a key, a touch or a move of the pointer; nothing of which key or where is looked at.
 */
import type { Cancel } from '../core/clock.ts';

const acts = ['pointerdown', 'keydown', 'wheel', 'touchstart'];
const moves = ['pointermove'];

/** A move of the pointer says that someone is near; an act, that someone wants something. */
export type Input = 'act' | 'move';

export function onInput(listener: (input: Input) => void): Cancel {
  // Only what the browser itself reports counts, not what a script makes up.
  const hearing = (input: Input) => (event: Event) => {
    if (event.isTrusted) listener(input);
  };
  const how = { capture: true, passive: true };
  const ears = [
    ...acts.map((sign) => [sign, hearing('act')] as const),
    ...moves.map((sign) => [sign, hearing('move')] as const),
  ];
  for (const [sign, hear] of ears) addEventListener(sign, hear, how);
  return () => {
    for (const [sign, hear] of ears) removeEventListener(sign, hear, how);
  };
}

/**
 * A page may be kept as it is when it is left (the back/forward cache) and be painted again before
 * any of its code runs. So it is hidden as it is left, and shown when `mayShow` has decided what is
 * to be seen.
 */
export function coverWhileAway(mayShow: () => Promise<void>): Cancel {
  const hide = () => void (document.body.style.visibility = 'hidden');
  const show = () => void (document.body.style.visibility = '');
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return show();
    // Also where the page was not told that it was left.
    hide();
    void mayShow().finally(show);
  };
  addEventListener('pagehide', hide);
  addEventListener('pageshow', onShow);
  return () => {
    removeEventListener('pagehide', hide);
    removeEventListener('pageshow', onShow);
  };
}
