/**
 * What it costs to show a reply while it is streamed: every renderer gets the same documents, cut
 * into the same tokens, in as many frames. All of them in turn, round after round, so that
 * whatever else the machine does meets all alike.
 *
 * Its one law: figures are net of the page that only receives, of the same document and round.
 */
import type { Browser, Page } from '@playwright/test';
import { countCpu, launchChromium } from './chromium.ts';
import type { Document } from './documents.ts';
import { giantDocuments, highPace, lastWord, mixedDocument, usualPace } from './documents.ts';
import { median } from './median.ts';
import type { RendererName, RendererPages } from './renderer-pages.ts';
import { openRendererPages, rendererNames } from './renderer-pages.ts';
import type { Feeder } from './renderers/feed.ts';

declare const feeder: Feeder;

export interface Streaming {
  readonly kilobytes: RendererPages['kilobytes'];
  readonly rounds: number;
  readonly rows: readonly StreamRow[];
}

export interface StreamRow extends StreamFigures {
  readonly document: string;
  readonly renderer: RendererName;
}

/** Milliseconds of the page's main thread, where nothing else is said; medians over all rounds. */
interface StreamFigures {
  readonly cpu: number;
  /** A frame, over the first tenth of them, and over the last. */
  readonly first: number;
  readonly last: number;
  /** How many tasks took more than 50 ms. */
  readonly longTasks: number;
  /** By the clock, from the last token until the last word is painted. */
  readonly toPaint: number;
}

interface Scenario {
  readonly document: Document;
  readonly renderers: readonly RendererName[];
}

/** In the order in which they are reported. */
function scenarios(isQuick: boolean): readonly Scenario[] {
  const usual: Scenario = { document: mixedDocument(20_000, usualPace), renderers: rendererNames };
  if (isQuick) return [usual];
  const high: Scenario = {
    document: mixedDocument(100_000, highPace),
    // Minutes of a frozen page tell nothing that 20,000 characters have not told.
    renderers: rendererNames.filter((name) => name !== 'sample'),
  };
  const giants = giantDocuments(20_000).map((document) => ({
    document,
    renderers: rendererNames.filter((name) => name !== 'sample' && name !== 'text node'),
  }));
  return [usual, high, ...giants];
}

/** @param onProgress told what is being measured */
export async function measureStreams(
  isQuick: boolean,
  onProgress: (what: string) => void,
): Promise<Streaming> {
  const rounds = isQuick ? 1 : 3;
  const pages = await openRendererPages();
  try {
    const browser = await launchChromium();
    try {
      const rows: StreamRow[] = [];
      for (const scenario of scenarios(isQuick)) {
        onProgress(`${scenario.document.name}, ${rounds} × ${scenario.renderers.length} pages`);
        rows.push(...(await measureScenario(browser, pages, scenario, rounds)));
      }
      return { kilobytes: pages.kilobytes, rounds, rows };
    } finally {
      await browser.close();
    }
  } finally {
    await pages.close();
  }
}

async function measureScenario(
  browser: Browser,
  pages: RendererPages,
  { document, renderers }: Scenario,
  rounds: number,
): Promise<StreamRow[]> {
  const measured = new Map<RendererName, StreamFigures[]>();
  for (let round = 0; round < rounds; round++) {
    let receiving: StreamFigures | null = null;
    for (const renderer of renderers) {
      const figures = await measurePage(browser, pages.addressOf(renderer), document);
      receiving ??= figures;
      measured.set(renderer, [...(measured.get(renderer) ?? []), net(figures, receiving)]);
    }
  }
  return [...measured]
    .filter(([renderer]) => renderer !== 'receive')
    .map(([renderer, figures]) => ({
      document: document.name,
      renderer,
      ...combine((figure) => median(figures.map((row) => row[figure]))),
    }));
}

function net(figures: StreamFigures, receiving: StreamFigures): StreamFigures {
  const isWork = { cpu: true, first: true, last: true, longTasks: false, toPaint: false };
  return combine((figure) => figures[figure] - (isWork[figure] ? receiving[figure] : 0));
}

function combine(compute: (figure: keyof StreamFigures) => number): StreamFigures {
  return {
    cpu: compute('cpu'),
    first: compute('first'),
    last: compute('last'),
    longTasks: compute('longTasks'),
    toPaint: compute('toPaint'),
  };
}

async function measurePage(
  browser: Browser,
  address: string,
  document: Document,
): Promise<StreamFigures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForFunction(() => 'feeder' in globalThis);
    await warmUp(page);
    return await measureDocument(page, document);
  } finally {
    await context.close();
  }
}

/** Code that runs for the first time is slow, and would make the first tenth look bad. */
async function warmUp(page: Page): Promise<void> {
  const { tokens, pace } = mixedDocument(5_000, usualPace);
  const frames = await begin(page, { tokens, pace });
  await page.evaluate((to) => feeder.feed(0, to), frames);
}

/** How many frames the reply takes. */
async function begin(page: Page, reply: Pick<Document, 'tokens' | 'pace'>): Promise<number> {
  await page.evaluate(({ tokens, pace }) => feeder.begin(tokens, pace), reply);
  return Math.ceil(reply.tokens.length / reply.pace);
}

async function measureDocument(page: Page, document: Document): Promise<StreamFigures> {
  const session = await page.context().newCDPSession(page);
  const readCpu = await countCpu(session);
  const frames = await begin(page, document);
  await session.send('HeapProfiler.collectGarbage');
  const tenth = Math.floor(frames / 10);
  const work = async (from: number, to: number) => {
    const before = await readCpu();
    await page.evaluate(([start, end]) => feeder.feed(start, end), [from, to] as const);
    return (await readCpu()) - before;
  };
  const start = await readCpu();
  const first = await work(0, tenth);
  await work(tenth, frames - 1 - tenth);
  const last = await work(frames - 1 - tenth, frames - 1);
  const toPaint = await page.evaluate(([frame, words]) => feeder.feedLast(frame, words), [
    frames - 1,
    lastWord,
  ] as const);
  return {
    cpu: (await readCpu()) - start,
    first: first / tenth,
    last: last / tenth,
    longTasks: await page.evaluate(() => feeder.longTasks()),
    toPaint,
  };
}
