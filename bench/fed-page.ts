/** The page of one renderer in a context of its own, warm, and driven through its feeder. */
import type { Browser } from '@playwright/test';
import type { ReadCpu } from './chromium.ts';
import { countCpu } from './chromium.ts';
import type { Document } from './documents.ts';
import { lastWord, mixedDocument, usualPace } from './documents.ts';
import type { Feeder } from './renderers/feed.ts';

/** In the page. */
declare const feeder: Feeder;

export interface FedPage {
  /**
   * Begins anew below so many messages. Milliseconds until that is painted: by the clock, and of
   * work.
   */
  begin(document: Document, messages: number): Promise<{ painted: number; cpu: number }>;
  /** Feeds some frames. Milliseconds of work. */
  feed(from: number, to: number): Promise<number>;
  /** Feeds one frame. Milliseconds by the clock from its last token until all is painted. */
  feedLast(frame: number): Promise<number>;
  longTasks(): Promise<number>;
  readonly readCpu: ReadCpu;
  close(): Promise<void>;
}

export function countFrames({ tokens, pace }: Document): number {
  return Math.ceil(tokens.length / pace);
}

export async function openFedPage(browser: Browser, address: string): Promise<FedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'feeder' in globalThis);
  const session = await context.newCDPSession(page);
  const readCpu = await countCpu(session);
  const fed: FedPage = {
    async begin({ tokens, pace }, messages) {
      await session.send('HeapProfiler.collectGarbage');
      const before = await readCpu();
      const painted = await page.evaluate(
        ([all, perFrame, above]) => feeder.begin(all, perFrame, above),
        [tokens, pace, messages] as const,
      );
      return { painted, cpu: (await readCpu()) - before };
    },
    async feed(from, to) {
      const before = await readCpu();
      await page.evaluate(([start, end]) => feeder.feed(start, end), [from, to] as const);
      return (await readCpu()) - before;
    },
    feedLast: (frame) =>
      page.evaluate(([at, words]) => feeder.feedLast(at, words), [frame, lastWord] as const),
    longTasks: () => page.evaluate(() => feeder.longTasks()),
    readCpu,
    close: () => context.close(),
  };
  await warmUp(fed);
  return fed;
}

/** Code that runs for the first time is slow, and would make the first tenth look bad. */
async function warmUp(page: FedPage): Promise<void> {
  const document = mixedDocument(5_000, usualPace);
  await page.begin(document, 20);
  await page.feed(0, countFrames(document));
}
