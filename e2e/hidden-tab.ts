/**
 * A browser whose tabs hide one another, as those of a person do: in the contexts that Playwright
 * makes, every tab counts as seen and in focus. So this one is driven from outside, as it comes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, LaunchOptions, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { expect } from './fixtures.ts';

export interface OwnBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export async function openOwnBrowser(options: LaunchOptions): Promise<OwnBrowser> {
  // The second makes it tell its command line, and so the folder where it notes the port.
  const args = [...(options.args ?? []), '--remote-debugging-port=0', '--enable-automation'];
  // Without windows there is nothing that could hide.
  const executablePath = process.env['BEDSIDE_CHROMIUM'] ?? '/usr/bin/chromium';
  const launched = await chromium.launch({ ...options, args, executablePath });
  const session = await launched.newBrowserCDPSession();
  const { arguments: given } = await session.send('Browser.getBrowserCommandLine');
  const profile = given.find((argument) => argument.startsWith('--user-data-dir='))?.split('=')[1];
  const note = join(profile ?? '', 'DevToolsActivePort');
  await expect.poll(() => existsSync(note) && readFileSync(note, 'utf8')).toMatch(/^\d+\n/);
  const [port] = readFileSync(note, 'utf8').split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('The browser has no context of its own');
  return { context, close: () => launched.close() };
}

/** Opens another tab over this one, and waits until the page knows. */
export async function hide(page: Page): Promise<void> {
  await page.context().newPage();
  await expect.poll(() => isHidden(page)).toBe(true);
}

export const isHidden = (page: Page) => page.evaluate(() => document.hidden);
