/**
 * What it costs to show a reply while it is streamed: every renderer gets the same documents, cut
 * into the same tokens, in as many frames. All of them in turn, a tenth of the document each, so
 * that whatever else the machine does meets all alike.
 *
 * Its one law: figures are net of the page that only receives, of the same document and round.
 */
import type { Browser } from '@playwright/test';
import type { StreamChoice } from './arguments.ts';
import { launchChromium } from './chromium.ts';
import type { Document } from './documents.ts';
import { giantDocuments, highPace, mixedDocument, usualPace } from './documents.ts';
import { countFrames, openFedPage } from './fed-page.ts';
import { median } from './median.ts';
import type { RendererName, RendererPages } from './renderer-pages.ts';
import { openRendererPages, rendererNames } from './renderer-pages.ts';

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
    renderers: ['receive', 'limit', 'react-markdown', 'streamdown', 'bedside'] as const,
  }));
  return [usual, high, ...giants];
}

/** Of three the middle one still scatters by a tenth. */
const usualRounds = 5;

/** What was asked for; the page that only receives is part of everything. */
function chosenScenarios(isQuick: boolean, { documents, renderers }: StreamChoice): Scenario[] {
  const all = scenarios(isQuick);
  const unknown = renderers.find((name) => !rendererNames.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`There is no renderer ‘${unknown}’`);
  const chosen = all.filter(
    ({ document: { name } }) =>
      documents.length === 0 || documents.some((part) => name.includes(part)),
  );
  if (chosen.length === 0) {
    throw new Error(`The documents are: ${all.map(({ document }) => document.name).join('; ')}`);
  }
  if (renderers.length === 0) return chosen;
  const wanted = ['receive', ...renderers];
  return chosen.map((scenario) => ({
    ...scenario,
    renderers: scenario.renderers.filter((name) => wanted.includes(name)),
  }));
}

/** @param onProgress told what is being measured */
export async function measureStreams(
  isQuick: boolean,
  choice: StreamChoice,
  onProgress: (what: string) => void,
): Promise<Streaming> {
  const chosen = chosenScenarios(isQuick, choice);
  const rounds = choice.rounds ?? (isQuick ? 1 : usualRounds);
  const pages = await openRendererPages([...new Set(chosen.flatMap(({ renderers }) => renderers))]);
  try {
    const browser = await launchChromium();
    try {
      const rows: StreamRow[] = [];
      for (const scenario of chosen) {
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
  scenario: Scenario,
  rounds: number,
): Promise<StreamRow[]> {
  const measured = new Map<RendererName, StreamFigures[]>();
  for (let round = 0; round < rounds; round++) {
    const figures = await measureRound(browser, pages, scenario);
    const receiving = figures.get('receive');
    if (receiving === undefined) throw new Error('Nothing is net without the page that receives');
    for (const [renderer, row] of figures) {
      measured.set(renderer, [...(measured.get(renderer) ?? []), net(row, receiving)]);
    }
  }
  return [...measured]
    .filter(([renderer]) => renderer !== 'receive')
    .map(([renderer, figures]) => ({
      document: scenario.document.name,
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

async function measureRound(
  browser: Browser,
  pages: RendererPages,
  { document, renderers }: Scenario,
): Promise<ReadonlyMap<RendererName, StreamFigures>> {
  const open = new Map<RendererName, MeasuredPage>();
  try {
    for (const name of renderers) {
      open.set(name, await openPage(browser, pages.addressOf(name), document));
    }
    for (let part = 0; part < parts; part++) {
      for (const page of open.values()) await page.feedPart(part);
    }
    const figures = new Map<RendererName, StreamFigures>();
    for (const [name, page] of open) figures.set(name, await page.finish());
    return figures;
  } finally {
    for (const page of open.values()) await page.close();
  }
}

/** The pages take turns after each of so many parts of a document. */
const parts = 10;

interface MeasuredPage {
  feedPart(part: number): Promise<void>;
  /** Feeds the last frame. */
  finish(): Promise<StreamFigures>;
  close(): Promise<void>;
}

async function openPage(
  browser: Browser,
  address: string,
  document: Document,
): Promise<MeasuredPage> {
  const page = await openFedPage(browser, address);
  await page.begin(document, 0);
  const last = countFrames(document) - 1;
  const edge = (part: number) => Math.round((last * part) / parts);
  const start = await page.readCpu();
  const each: number[] = [];
  return {
    async feedPart(part) {
      const [from, to] = [edge(part), edge(part + 1)];
      each.push((await page.feed(from, to)) / (to - from));
    },
    async finish() {
      const toPaint = await page.feedLast(last);
      return {
        // With what it did while others were fed: it gains nothing by putting work off.
        cpu: (await page.readCpu()) - start,
        first: each[0] ?? NaN,
        last: each.at(-1) ?? NaN,
        longTasks: await page.longTasks(),
        toPaint,
      };
    },
    close: () => page.close(),
  };
}
