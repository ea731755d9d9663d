/**
 * A pane with a long log, of which only what is near the reader is drawn. It follows its end while
 * the reader is there, and lets go at the first scroll up.
 */
import { ArrowDown } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { Button } from './button.tsx';
import type { LogContents, Place } from './log-scroll.ts';
import { LogScroll } from './log-scroll.ts';
import type { Drawing } from './log-window.ts';

export interface LogViewProps extends LogContents {
  label: string;
  /** What an item is called: "Turn" makes "Turn 3 of 50". */
  itemLabel: string;
  keyOf: (index: number) => string;
  draw: (index: number) => ReactNode;
  startAt: Place;
  onLeave: (place: Place) => void;
  /** An item to be brought into view and pointed out; `null` for none. */
  shown: number | null;
  onShown: () => void;
  /** Stands there while there are no items. */
  children: ReactNode;
}

export function LogView(props: LogViewProps) {
  const { label, count, estimate, written, startAt, onLeave, shown, onShown, children } = props;
  const [scroll] = useState(() => new LogScroll({ count, estimate, written }, startAt));
  const { drawing, isFollowing } = useSyncExternalStore(scroll.subscribe, scroll.getState);
  const attach = useCallback((pane: HTMLDivElement) => scroll.attach(pane), [scroll]);
  // All of these move the page, so they have to come before it is painted.
  useLayoutEffect(() => scroll.update({ count, estimate, written }));
  useLayoutEffect(() => scroll.drawn(), [scroll, drawing]);
  const tellShown = useEffectEvent(onShown);
  useLayoutEffect(() => {
    if (shown === null) return;
    scroll.show(shown);
    tellShown();
  }, [scroll, shown]);
  const tellPlace = useEffectEvent(() => onLeave(scroll.place));
  // Nobody can ask for the place any more once the pane is gone, or the page.
  useEffect(() => {
    const listeners = new AbortController();
    const { signal } = listeners;
    addEventListener('pagehide', () => tellPlace(), { signal });
    return () => {
      listeners.abort();
      tellPlace();
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    // The page moves by itself; what has to be known is that its reader wanted it.
    if (event.key === 'PageUp' || event.key === 'ArrowUp') return scroll.release();
    const act = { Home: () => scroll.toStart(), End: () => scroll.toEnd() }[event.key];
    if (!act || event.altKey || event.shiftKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={attach}
        role="log"
        aria-label={label}
        aria-live="off"
        tabIndex={0}
        onScroll={() => scroll.scrolled()}
        onWheel={({ deltaY }) => deltaY < 0 && scroll.release()}
        onKeyDown={onKeyDown}
        className="scroll-pane absolute inset-0 pt-5 outline-offset-[-2px]"
      >
        <div className="mx-auto max-w-[50rem] px-4 md:px-6">
          {count === 0 ? children : drawItems(drawing, props)}
        </div>
      </div>
      {!isFollowing && (
        <Button
          onPress={() => scroll.toEnd()}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-overlay"
        >
          <ArrowDown aria-hidden size={16} /> Jump to latest
        </Button>
      )}
    </div>
  );
}

/** All side by side, so that an item stays the same element while what is drawn around it changes. */
function drawItems(
  { runs, after }: Drawing,
  { count, itemLabel, keyOf, draw }: LogViewProps,
): ReactNode[] {
  const nodes: ReactNode[] = [];
  for (const { start, end, before } of runs) {
    if (before > 0) nodes.push(<Room key={`room ${start}`} height={before} />);
    for (let index = start; index < Math.min(end, count); index++) {
      nodes.push(
        <div
          key={keyOf(index)}
          data-index={index}
          role="group"
          aria-label={`${itemLabel} ${index + 1} of ${count}`}
          className="flex flex-col gap-5 rounded-lg pb-5 outline-offset-[-2px]"
        >
          {draw(index)}
        </div>,
      );
    }
  }
  if (after > 0) nodes.push(<Room key="room" height={after} />);
  return nodes;
}

/** Of items that are not drawn. It is nothing to hold on to. */
function Room({ height }: { height: number }) {
  return <div aria-hidden className="[overflow-anchor:none]" style={{ height }} />;
}
