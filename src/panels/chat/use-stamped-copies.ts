/**
 * Whatever is copied leaves with the origin of each reply that has a part in it.
 *
 * Its one law: it hears of every copy on the page, because a selection that takes in a reply may
 * begin and end anywhere.
 */
import { useEffect, useEffectEvent } from 'react';
import type { Exchange } from '../../core/conversation.ts';
import { withStamps } from './copy-stamp.ts';
import { repliesIn } from './replies-in.ts';

export function useStampedCopies(exchanges: readonly Exchange[]): void {
  const stamp = useEffectEvent((event: ClipboardEvent) => {
    const selection = getSelection();
    const isTyped = event.target instanceof Element && event.target.matches('input, textarea');
    if (!selection || selection.isCollapsed || isTyped) return;
    const ids = repliesIn(selection);
    const touched = exchanges.filter(({ message }) => ids.has(message.id));
    if (touched.length === 0) return;
    event.clipboardData?.setData('text/plain', withStamps(selection.toString(), touched));
    event.preventDefault();
  });
  // The event goes to what the selection has in common, which may be above the whole application.
  useEffect(() => {
    const listen = (event: ClipboardEvent) => stamp(event);
    document.addEventListener('copy', listen);
    return () => document.removeEventListener('copy', listen);
  }, []);
}
