/**
 * How long an emergency takes from its frame to the screen, while a reply streams at 2,000 tokens a
 * second: in the built console, on a real socket to the mock server.
 *
 * AI Doctor sends the answer to whoever owns the session id of the question. So a second client asks
 * about an emergency under the page's id, and the alert comes in the middle of the page's own reply.
 */
import type { Browser, Page } from '@playwright/test';
import WebSocket from 'ws';
import { launchChromium } from './chromium.ts';
import { median } from './median.ts';
import { openSite } from './site.ts';

export interface AlertTimes {
  readonly rounds: number;
  /** Milliseconds from the frame's arrival in the page to the frame that paints the banner. */
  readonly median: number;
  readonly longest: number;
}

const rate = 2_000;
/** Characters a second of its own text, as running servers send it: six to nine seconds for all. */
const rateOfEmergency = 80;

interface Watched {
  sessionId: string;
  arrived: number;
  tokens: number;
}

export async function measureAlerts(isQuick: boolean): Promise<AlertTimes> {
  const rounds = isQuick ? 3 : 9;
  const site = await openSite({ rate });
  try {
    const browser = await launchChromium();
    try {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) {
        times.push(await measureOnce(browser, site.url, site.mockUrl));
      }
      return { rounds, median: median(times), longest: Math.max(...times) };
    } finally {
      await browser.close();
    }
  } finally {
    await site.close();
  }
}

async function measureOnce(browser: Browser, site: string, mock: string): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // The compiler that runs this file names functions by a helper that no page has.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(watchSockets);
  await beginWithDoctor(page, site);
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Cough [length 40000]');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => (window as unknown as { watched: Watched }).watched.tokens > 2000,
  );
  const sessionId = await page.evaluate(
    () => (window as unknown as { watched: Watched }).watched.sessionId,
  );
  const shown = page.evaluate(whenBannerIsPainted);
  await askAs(mock, sessionId, `I have chest pain [rate ${rateOfEmergency}]`);
  const time = await shown;
  await page.close();
  return time;
}

async function beginWithDoctor(page: Page, site: string): Promise<void> {
  await page.goto(site);
  await page.getByLabel('Username').fill('physician');
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'New conversation' }).first().click();
  await page.getByRole('dialog').getByText('AI Doctor', { exact: true }).click();
  await page.getByRole('button', { name: 'Start conversation' }).click();
  await page.getByText(/^Live · \d+ ms$/).waitFor();
}

async function askAs(mock: string, sessionId: string, message: string): Promise<void> {
  const socket = new WebSocket(`${mock.replace('http', 'ws')}/api/v1/ws/chat`);
  await new Promise((resolve) => socket.once('message', resolve));
  socket.send(JSON.stringify({ message, session_id: sessionId }));
}

/** Runs in the page, before anything of it: notes what its sockets receive, and when. */
function watchSockets(): void {
  const watched: Watched = { sessionId: '', arrived: 0, tokens: 0 };
  Object.assign(window, { watched });
  window.WebSocket = class extends window.WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }: MessageEvent<string>) => {
        if (data.includes('"token"')) watched.tokens += 1;
        else if (data.includes('"connection"')) {
          watched.sessionId = (JSON.parse(data) as { session_id?: string }).session_id ?? '';
        } else if (data.includes('"emergency"') && watched.arrived === 0) {
          watched.arrived = performance.now();
        }
      });
    }
  };
}

/**
 * Runs in the page. The frame in which the banner was put in is painted when the next one begins; a
 * task that follows it would wait behind the tokens.
 */
function whenBannerIsPainted(): Promise<number> {
  const { watched } = window as unknown as { watched: Watched };
  return new Promise((resolve) => {
    const look = () => {
      const buttons = [...document.querySelectorAll('button')];
      if (!buttons.some(({ textContent }) => textContent.includes('Acknowledge'))) return;
      changes.disconnect();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => resolve(performance.now() - watched.arrived)),
      );
    };
    const changes = new MutationObserver(look);
    changes.observe(document.body, { childList: true, subtree: true });
  });
}
