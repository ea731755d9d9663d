/**
 * One load of one page in Chromium, and what it cost. Nothing here is judged: figures of a shared
 * machine are for comparing with each other, not with a limit.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { countCpu } from './chromium.ts';

export interface Figures {
  /** Milliseconds from the start of the navigation to the first text or image. */
  readonly firstPaint: number;
  /** Milliseconds until what the person needs first is on screen and takes input. */
  readonly usable: number;
  /** Milliseconds of work on the page's main thread, until the network is quiet. */
  readonly cpu: number;
  /** Thousands of bytes received, as they travelled. */
  readonly kilobytes: number;
}

export interface Visit {
  readonly address: string;
  /** CSS selector of what the person needs first. */
  readonly needs: string;
  /** Brings the page into the state in which it is loaded again; without it the first load counts. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Visits in a context of its own, without the browser's cache. */
export async function measureVisit(browser: Browser, visit: Visit): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    return await measureIn(context, visit);
  } finally {
    await context.close();
  }
}

async function measureIn(
  context: BrowserContext,
  { address, needs, prepare }: Visit,
): Promise<Figures> {
  await context.addInitScript(markWhenUsable, needs);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const readCpu = await countCpu(session);
  const traffic = watchTraffic(session);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  if (prepare) {
    await page.goto(address);
    await prepare(page);
    await traffic.quiet();
  }
  traffic.countAnew();
  await (prepare ? page.reload() : page.goto(address));
  await page.waitForFunction(() => performance.getEntriesByName('usable').length > 0);
  await traffic.quiet();
  const { firstPaint, marked } = await readTimes(page);
  return {
    firstPaint,
    // The mark is set while the frame is on its way to the screen.
    usable: Math.max(firstPaint, marked),
    cpu: await readCpu(),
    kilobytes: traffic.kilobytes(),
  };
}

/**
 * Runs in the page before anything else: sets the mark `usable` after the needed element is painted.
 * It travels as text, so that it may name no function: the compiler would add a helper to that.
 */
function markWhenUsable(needs: string): void {
  new MutationObserver((_changes, observer) => {
    const element = document.querySelector(needs);
    if (!element?.checkVisibility() || element.matches(':disabled')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark('usable')));
  }).observe(document, { childList: true, subtree: true, attributes: true });
}

/** How long nothing may be asked for until the network counts as quiet, in milliseconds. */
const quietFor = 500;

interface Traffic {
  /** Settles when all is answered that was asked for, and nothing more is. */
  quiet(): Promise<void>;
  countAnew(): void;
  /** Received since it was last counted anew. */
  kilobytes(): number;
}

/** An event stream counts as answered when it is open: it never ends. */
function watchTraffic(session: CDPSession): Traffic {
  const open = new Set<string>();
  let bytes = 0;
  let changedAt = Date.now();
  const settle = ({ requestId }: { requestId: string }) => {
    open.delete(requestId);
    changedAt = Date.now();
  };
  session.on('Network.requestWillBeSent', ({ requestId }) => {
    open.add(requestId);
    changedAt = Date.now();
  });
  session.on('Network.responseReceived', (received) => {
    if (received.response.mimeType === 'text/event-stream') settle(received);
  });
  session.on('Network.loadingFailed', settle);
  session.on('Network.loadingFinished', (finished) => {
    settle(finished);
    bytes += finished.encodedDataLength;
  });
  return {
    async quiet() {
      while (open.size > 0 || Date.now() - changedAt < quietFor) await pause(50);
    },
    countAnew() {
      bytes = 0;
    },
    kilobytes: () => bytes / 1000,
  };
}

function readTimes(page: Page): Promise<{ firstPaint: number; marked: number }> {
  return page.evaluate(() => ({
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    marked: performance.getEntriesByName('usable')[0]?.startTime ?? NaN,
  }));
}
