/** The browser that everything is measured in, and the work of a page's main thread. */
import type { Browser, CDPSession } from '@playwright/test';
import { chromium } from '@playwright/test';
import playwrightConfig from '../playwright.config.ts';

export function launchChromium(): Promise<Browser> {
  return chromium.launch(playwrightConfig.use?.launchOptions);
}

/** Reads how many milliseconds of work the page has done since it was loaded. */
export type ReadCpu = () => Promise<number>;

/**
 * Counts all tasks of the main thread, whatever they are, so that no renderer gains by where it
 * hides its work; and by the processor's time instead of the clock's, so that none loses by what
 * else the machine does meanwhile.
 */
export async function countCpu(session: CDPSession): Promise<ReadCpu> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
}
