import { describe, expect, it } from 'vitest';
import type { WakeReason } from './wake.ts';
import { onWake } from './wake.ts';

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

function page() {
  const targets = {
    window: new EventTarget(),
    document: new FakeDocument(),
    network: new EventTarget(),
  };
  const heard: WakeReason[] = [];
  const stop = onWake((why) => heard.push(why), targets);
  return { ...targets, heard, stop };
}

describe('hints to try at once', () => {
  it.each([
    ['window', 'online', 'network'],
    ['network', 'change', 'network'],
    ['window', 'pageshow', 'seen'],
    ['document', 'resume', 'seen'],
    ['document', 'visibilitychange', 'seen'],
  ] as const)('[CN2][CN7] %s %s', (target, name, why) => {
    const all = page();
    all[target].dispatchEvent(new Event(name));
    expect(all.heard).toEqual([why]);
    all.stop();
    all[target].dispatchEvent(new Event(name));
    expect(all.heard).toHaveLength(1);
  });

  it('[CN7][F33] a tab that is hidden, a page that is frozen and a device that says offline are none', () => {
    const { window, document, heard } = page();
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    document.dispatchEvent(new Event('freeze'));
    window.dispatchEvent(new Event('pagehide'));
    window.dispatchEvent(new Event('offline'));
    expect(heard).toEqual([]);
  });
});
