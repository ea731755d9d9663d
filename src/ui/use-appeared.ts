/**
 * Keeps an act from being done by who did not mean it: a hand that was about to press something
 * else, or a key that was on its way, when a button came to stand under it.
 */
import { useState } from 'react';

/**
 * @param delay milliseconds for which what has just appeared takes no act
 * @returns whether it takes one now; ask when it is pressed
 */
export function useAppeared(delay: number): () => boolean {
  const [appearedAt] = useState(() => performance.now());
  return () => performance.now() - appearedAt >= delay;
}
