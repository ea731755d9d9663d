/**
 * Gathers tokens until the next frame with the product's own buffer, so that every renderer that
 * draws once a frame is spared the same. The sample that knows no frames does without.
 */
import { systemClock } from '../../src/net/system-clock.ts';
import { frameScheduler } from '../../src/state/frame-scheduler.ts';
import { createTokenBuffer } from '../../src/state/token-buffer.ts';

export interface Gatherer {
  push(token: string): void;
  clear(): void;
}

export function gather(draw: (arrived: string) => void): Gatherer {
  const buffer = createTokenBuffer(frameScheduler(systemClock), (_, text) => draw(text));
  return { push: (token) => buffer.push('reply', token), clear: buffer.clear };
}
