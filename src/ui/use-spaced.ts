/** A text that changes no oftener than every so many milliseconds; what came in between is left out. */
import { useEffect, useRef, useState } from 'react';

export function useSpaced(text: string, pause: number): string {
  const [shown, setShown] = useState(text);
  const changedAt = useRef(-Infinity);
  // Only time can tell when the next text may be shown.
  useEffect(() => {
    if (text === shown) return;
    const left = Math.max(0, changedAt.current + pause - performance.now());
    const timer = setTimeout(() => {
      changedAt.current = performance.now();
      setShown(text);
    }, left);
    return () => clearTimeout(timer);
  }, [text, shown, pause]);
  return shown;
}
