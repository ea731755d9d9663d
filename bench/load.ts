/**
 * What it costs to open the site: an empty page, the sign-in page, and the console of somebody who
 * loads the page again and stays signed in. All of them in turn, round after round, so that
 * whatever else the machine does meets all alike.
 */
import type { Browser, Page } from '@playwright/test';
import { launchChromium } from './chromium.ts';
import { median } from './median.ts';
import { emptyPath, openSite } from './site.ts';
import type { Figures, Visit } from './visit.ts';
import { measureVisit } from './visit.ts';

export interface Load {
  readonly what: string;
  /** Medians over all rounds. */
  readonly figures: Figures;
  /** How many times as much as the empty page, loaded in the same way. */
  readonly ratios: Figures;
}

const rounds = 5;

type Scenario = Omit<Visit, 'address'> & { path: string; base: string };

const empty = { path: emptyPath, needs: 'p' };
const signInPage = { path: '/', needs: 'input[autocomplete="username"]' };
const console = { path: '/', needs: 'textarea[aria-label="Message"]' };

/** A first visit and a reload differ in what the browser has ready, so each has an empty page. */
const scenarios: Readonly<Record<string, Scenario>> = {
  'empty page, first visit': { ...empty, base: 'empty page, first visit' },
  'sign-in page, first visit': { ...signInPage, base: 'empty page, first visit' },
  'empty page, reload': { ...empty, base: 'empty page, reload', prepare: async () => {} },
  'console, reload': { ...console, base: 'empty page, reload', prepare: signIn },
};

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Username').fill('physician');
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Message').waitFor();
}

export async function measureLoads(): Promise<readonly Load[]> {
  const site = await openSite();
  try {
    const browser = await launchChromium();
    try {
      return summarise(await measureInTurn(browser, site.url));
    } finally {
      await browser.close();
    }
  } finally {
    await site.close();
  }
}

type Measured = Readonly<Record<string, readonly Figures[]>>;

async function measureInTurn(browser: Browser, site: string): Promise<Measured> {
  const measured: Record<string, Figures[]> = {};
  // What the browser does only once in its life is nobody's cost.
  await measureVisit(browser, { address: `${site}${emptyPath}`, needs: 'p' });
  for (let round = 0; round < rounds; round++) {
    for (const [what, { path, ...visit }] of Object.entries(scenarios)) {
      const figures = await measureVisit(browser, { ...visit, address: `${site}${path}` });
      (measured[what] ??= []).push(figures);
    }
  }
  return measured;
}

function summarise(measured: Measured): readonly Load[] {
  const medians = (what: string) =>
    combine((figure) => median((measured[what] ?? []).map((row) => row[figure])));
  return Object.entries(scenarios).map(([what, { base }]) => {
    const figures = medians(what);
    const basis = medians(base);
    return { what, figures, ratios: combine((figure) => figures[figure] / basis[figure]) };
  });
}

function combine(compute: (figure: keyof Figures) => number): Figures {
  return {
    firstPaint: compute('firstPaint'),
    usable: compute('usable'),
    cpu: compute('cpu'),
    kilobytes: compute('kilobytes'),
  };
}
