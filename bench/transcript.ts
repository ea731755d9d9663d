/**
 * What a long conversation costs: to open it, and to stream a reply at its end. The conversation
 * panel beside 50 messages and beside 5,000, in turn, round after round.
 */
import type { Browser } from '@playwright/test';
import { launchChromium } from './chromium.ts';
import { mixedDocument, usualPace } from './documents.ts';
import { openFedPage } from './fed-page.ts';
import { median } from './median.ts';
import { openRendererPages } from './renderer-pages.ts';

export interface LongConversation {
  readonly messages: number;
  /** Milliseconds by the clock until it is painted; of work until then; medians over all rounds. */
  readonly opened: number;
  readonly cpu: number;
  /** Milliseconds of work a frame, while a reply is streamed. */
  readonly frame: number;
}

const lengths = [50, 5_000] as const;
const frames = 40;

export async function measureTranscripts(isQuick: boolean): Promise<readonly LongConversation[]> {
  const rounds = isQuick ? 1 : 3;
  const pages = await openRendererPages(['bedside whole']);
  try {
    const browser = await launchChromium();
    try {
      const measured: LongConversation[] = [];
      for (let round = 0; round < rounds; round++) {
        for (const messages of lengths) {
          measured.push(await measureLength(browser, pages.addressOf('bedside whole'), messages));
        }
      }
      return lengths.map((messages) => summarise(messages, measured));
    } finally {
      await browser.close();
    }
  } finally {
    await pages.close();
  }
}

async function measureLength(
  browser: Browser,
  address: string,
  messages: number,
): Promise<LongConversation> {
  const page = await openFedPage(browser, address);
  try {
    const { painted, cpu } = await page.begin(mixedDocument(20_000, usualPace), messages);
    return { messages, opened: painted, cpu, frame: (await page.feed(0, frames)) / frames };
  } finally {
    await page.close();
  }
}

function summarise(messages: number, measured: readonly LongConversation[]): LongConversation {
  const own = measured.filter((each) => each.messages === messages);
  return {
    messages,
    opened: median(own.map(({ opened }) => opened)),
    cpu: median(own.map(({ cpu }) => cpu)),
    frame: median(own.map(({ frame }) => frame)),
  };
}
