/** Text that may be longer than its place. Where it scrolls it can be focused, so that the keyboard scrolls it. */
import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { classNames } from '../lib/class-names.ts';

export interface ScrollPaneProps {
  label: string;
  className?: string;
  children: ReactNode;
}

export function ScrollPane({ label, className, children }: ScrollPaneProps) {
  const [scrolls, setScrolls] = useState(false);
  const watch = useCallback((pane: HTMLDivElement) => {
    const measure = () => setScrolls(pane.scrollHeight > pane.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(pane);
    for (const content of pane.children) observer.observe(content);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={watch}
      {...(scrolls && { role: 'region', 'aria-label': label, tabIndex: 0 })}
      className={classNames('scroll-pane min-h-0 -outline-offset-2', className)}
    >
      <div>{children}</div>
    </div>
  );
}
