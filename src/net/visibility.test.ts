import { describe, expect, it } from 'vitest';
import { pageVisibility } from './visibility.ts';

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

describe('whether the page is seen', () => {
  it('[AN3] is told when it comes into view, and not when it goes', () => {
    const page = new FakePage();
    const visibility = pageVisibility(page);
    let seen = 0;
    const stop = visibility.onSeen(() => seen++);
    page.turn('hidden');
    expect([visibility.isHidden(), seen]).toEqual([true, 0]);
    page.turn('visible');
    expect([visibility.isHidden(), seen]).toEqual([false, 1]);
    stop();
    page.turn('visible');
    expect(seen).toBe(1);
  });
});
