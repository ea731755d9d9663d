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
  useRef,
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
  draw: (index: number) => ReactNode;
  startAt: Place;
  onLeave: (place: Place) => void;
  /** An item to be brought into view and pointed out; `null` for none. */
  shown: number | null;
  /** It is not pointed out, and the focus stays where it is. */
  isShownQuietly: boolean;
  onShown: () => void;
  /** What was said before the first item, where it has to be fetched; `null` where there is none. */
  older?: Older | null;
  /** Stands there while there are no items. */
  children: ReactNode;
}

export interface Older {
  readonly isLoading: boolean;
  /** Why it could not be had. */
  readonly fault: string | null;
  readonly load: () => void;
  /** All there is. */
  readonly loadAll: () => void;
}

export function LogView(props: LogViewProps) {
  const { label, count, startAt, onLeave, shown, isShownQuietly, onShown, children } = props;
  const { older = null } = props;
  const [scroll] = useState(() => new LogScroll(props, startAt));
  const { drawing, isFollowing } = useSyncExternalStore(scroll.subscribe, scroll.getState);
  const attach = useCallback((pane: HTMLDivElement) => scroll.attach(pane), [scroll]);
  // All of these move the page, so they have to come before it is painted.
  useLayoutEffect(() => scroll.update(props));
  useLayoutEffect(() => scroll.drawn(), [scroll, drawing]);
  const tellShown = useEffectEvent(onShown);
  useLayoutEffect(() => {
    if (shown === null) return;
    scroll.show(shown, isShownQuietly);
    tellShown();
  }, [scroll, shown, isShownQuietly]);
  useOlder(older, drawing);
  const { toStart, stay } = useStart(older, scroll);
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

  const toEnd = () => {
    stay();
    scroll.toEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The page moves by itself; what has to be known is that its reader wanted it.
    if (event.key === 'PageUp' || event.key === 'ArrowUp') return scroll.release();
    const act = { Home: toStart, End: toEnd }[event.key];
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
        onPointerDown={stay}
        onWheel={({ deltaY }) => {
          stay();
          if (deltaY < 0) scroll.release();
        }}
        onKeyDown={onKeyDown}
        className="scroll-pane absolute inset-0 pt-5 outline-offset-[-2px]"
      >
        <div className="mx-auto max-w-[50rem] px-4 max-sm:pe-10 md:px-6">
          {count === 0 ? children : drawItems(drawing, scroll.countNew(props), props)}
        </div>
      </div>
      {older && <OlderNote older={older} />}
      {!isFollowing && (
        <Button
          onPress={toEnd}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-overlay"
        >
          <ArrowDown aria-hidden size={16} /> Jump to latest
        </Button>
      )}
    </div>
  );
}

/** Fetches what comes before when the first item is near. */
function useOlder(older: Older | null, { runs: [first] }: Drawing): void {
  const isNear = first?.start === 0;
  const isLoading = older?.isLoading ?? false;
  const load = useEffectEvent(() => {
    if (older && !isLoading && older.fault === null) older.load();
  });
  // Being near is a matter of scrolling, which is nobody's event here.
  useEffect(() => {
    if (isNear) load();
  }, [isNear, first, isLoading]);
}

/** The way to the very first item, which may have to be fetched; a reader who moves on stays. */
function useStart(older: Older | null, scroll: LogScroll) {
  const isAwaited = useRef(false);
  // What was fetched is known to the log only after it was drawn.
  useLayoutEffect(() => {
    if (!isAwaited.current || older !== null) return;
    isAwaited.current = false;
    scroll.toStart();
  });
  return {
    toStart: () => {
      scroll.toStart();
      isAwaited.current = older !== null;
      older?.loadAll();
    },
    stay: () => {
      isAwaited.current = false;
    },
  };
}

/** Lies over the log, so that nothing in it moves. */
function OlderNote({ older: { isLoading, fault, load } }: { older: Older }) {
  return (
    <div
      role="status"
      className="absolute top-2 left-1/2 flex max-w-[90%] -translate-x-1/2 items-center gap-3 rounded-full border border-line bg-surface px-4 text-sm text-ink-2 shadow-overlay empty:hidden"
    >
      {fault !== null ? (
        <>
          <span className="py-1.5">What was said before could not be read. {fault}</span>
          <Button size="small" onPress={load}>
            Try again
          </Button>
        </>
      ) : (
        isLoading && <span className="py-1.5">Reading what was said before …</span>
      )}
    </div>
  );
}

/**
 * All side by side, so that an item stays the same element while what is drawn around it changes.
 *
 * @param added items before the first that the drawing knows of
 */
function drawItems(
  { runs, after }: Drawing,
  added: number,
  { count, itemLabel, keyOf, draw }: LogViewProps,
): ReactNode[] {
  const nodes: ReactNode[] = [];
  for (const { start, end, before } of runs) {
    if (before > 0) nodes.push(<Room key={`room ${start + added}`} height={before} />);
    for (let index = start + added; index < Math.min(end + added, count); index++) {
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
