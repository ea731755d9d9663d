/**
 * A pane that keeps its end in view while the reader is there, and lets go at the first scroll up.
 *
 * What is added to it moves it only while it follows; nothing else does.
 */
import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';

export interface FollowScrollProps {
  label: string;
  /** When this changes the reader acted, and wants to see the end. */
  jumpOn: unknown;
  children: ReactNode;
}

/** A reader this near the end, in pixels, is at the end: browsers round scroll positions. */
const nearEnd = 4;

export function FollowScroll({ label, jumpOn, children }: FollowScrollProps) {
  const [isFollowing, setFollowing] = useState(true);
  const following = useRef(true);
  const pane = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);

  const follow = useCallback((wanted: boolean) => {
    following.current = wanted;
    setFollowing(wanted);
  }, []);
  const toEnd = useCallback(() => {
    if (pane.current) pane.current.scrollTop = pane.current.scrollHeight;
  }, []);
  const jump = useCallback(() => {
    follow(true);
    toEnd();
  }, [follow, toEnd]);
  const onScroll = () => {
    if (!pane.current) return;
    const { scrollTop, scrollHeight, clientHeight } = pane.current;
    const atEnd = scrollHeight - scrollTop - clientHeight <= nearEnd;
    if (atEnd) follow(true);
    else if (scrollTop < lastTop.current) follow(false);
    lastTop.current = scrollTop;
  };
  const watchContent = useCallback(
    (content: HTMLDivElement) => {
      const observer = new ResizeObserver(() => following.current && toEnd());
      observer.observe(content);
      return () => observer.disconnect();
    },
    [toEnd],
  );
  // The reader's own act has put something at the end: show it before the next paint.
  useLayoutEffect(() => {
    following.current = true;
    toEnd();
  }, [jumpOn, toEnd]);

  return (
    <div className="relative min-h-0 grow">
      <div
        ref={pane}
        role="log"
        aria-label={label}
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
        onWheel={(event) => event.deltaY < 0 && lastTop.current > 0 && follow(false)}
        className="scroll-pane absolute inset-0 outline-offset-[-2px]"
      >
        <div ref={watchContent}>{children}</div>
      </div>
      {!isFollowing && (
        <Button
          onPress={jump}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-overlay"
        >
          <ArrowDown aria-hidden size={16} /> Jump to latest
        </Button>
      )}
    </div>
  );
}
