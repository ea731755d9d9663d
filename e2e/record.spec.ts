/**
 * The record that a clinician hands over, in every form, and what is on paper: the PDF that Chromium
 * makes, page by page.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { extractText, getDocumentProxy } from 'unpdf';
import {
  ask,
  chooseDoctor,
  expect,
  expectAccessible,
  lastReply,
  nurse,
  signIn,
  test,
} from './fixtures.ts';

/** Long words, a wide table and a line of code that no page is wide enough for. */
const longWord = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(6);
const codeLine = Array.from({ length: 60 }, (_, index) => `code${index}`).join('_');
const cells = Array.from({ length: 9 }, (_, index) => `Kolumn${index}`);
const row = (each: readonly string[]) => `| ${each.join(' | ')} |`;
const rows = Array.from({ length: 90 }, (_, index) => row(cells.map((cell) => `${cell}r${index}`)));
const hard = [
  ...['', '', `Begin ${longWord} end.`, '', '```', codeLine, '```', ''],
  ...[row(cells), row(cells.map(() => '---')), ...rows, '', 'LASTWORDS', ''],
].join('\n');

/** Ends every reply of AI Doctor with these words. */
async function endRepliesWith(page: Page, words: string): Promise<void> {
  await page.routeWebSocket(/\/ws\/chat/, (line) => {
    const server = line.connectToServer();
    server.onMessage((frame) => {
      const timestamp = new Date().toISOString();
      if (frame.includes('"stream_end"'))
        line.send(JSON.stringify({ type: 'token', content: words, timestamp }));
      line.send(frame);
    });
  });
}

/** The text of each page, without the white space that a line break makes of a long word. */
async function pagesOf(pdf: Buffer): Promise<readonly string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document, { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/g, ''));
}

const print = async (page: Page) => pagesOf(await page.pdf({ preferCSSPageSize: true }));

/** Presses what prints, and keeps the sheet there as the browser does while its dialog is open. */
async function pressPrint(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.print = () => window.dispatchEvent(new Event('beforeprint'));
  });
  await page.getByRole('button', { name: 'Print', exact: true }).click();
}

const squeeze = (words: string) => words.replaceAll(/\s+/g, '');

test('[XP2][AL3][OP4] on paper: the case on each page, all that was said, the page of pages, one line to sign', async ({
  page,
}) => {
  await endRepliesWith(page, hard);
  await signIn(page, nurse);
  await chooseDoctor(page);
  await ask(page, 'My patient has crushing chest pain and sweats');
  const alarm = page.getByRole('region', { name: '1 alert' });
  await expect(alarm).toBeVisible();
  const replies: string[] = [await lastReply(page).innerText()];
  for (const question of ['Anything else?', 'And after that?']) await ask(page, question);

  const pages = await print(page);
  expect(pages.length).toBeGreaterThan(3);
  pages.forEach((text, index) => {
    expect(text).toContain('St.Olav');
    expect(text).toContain('Patient:patientnotnamed');
    expect(text).toContain('DEMONSTRATION:inventedpatients');
    expect(text).toContain(`Page${index + 1}of${pages.length}`);
  });
  const paper = pages.join('');
  // A word may go on behind the header of the next page.
  const header = new RegExp(
    `AI-generated,verify.Youdecide.Page\\d+of\\d+|DEMONSTRATION.{0,300}?bynurse`,
    'g',
  );
  const said = paper.replaceAll(header, '');
  for (const words of [longWord, codeLine, 'LASTWORDS', ...(rows.join(' ').match(/\w+/g) ?? [])]) {
    expect(said).toContain(words);
  }
  for (const question of ['My patient has crushing chest pain and sweats', 'And after that?']) {
    expect(said).toContain(squeeze(question));
  }
  expect(replies[0]).not.toBe('');
  expect(said).toContain('Notacknowledged');
  expect(paper.match(/Readandverified:/g)).toHaveLength(1);
  // On the screen nothing of it is left.
  await expect(page.locator('[data-print-sheet]')).toHaveCount(0);
});

test('[XP1][XP2][XP3][XP4] in a dialog, for whoever is signed in: looked at, then downloaded, copied or printed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, nurse);
  await ask(page, 'Is there a cough?');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('region', { name: 'The sheet' })).toContainText(
    'Is there a cough?',
  );
  await expect(dialog).toContainText('Leaves out');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('SITUATION');

  await dialog.getByText('FHIR bundle').click();
  await dialog.getByRole('button', { name: 'Make preview' }).click();
  await expect(dialog).toContainText('Type the patient’s id');
  await dialog.getByLabel('Patient id').fill('p-12345');
  await dialog.getByRole('button', { name: 'Make preview' }).click();
  await expect(dialog.getByRole('region', { name: 'Bundle as JSON' })).toContainText('"document"');
  await expectAccessible(page);
  const files: Record<string, string> = {};
  for (const name of ['FHIR bundle', 'JSON', 'Markdown', 'CSV']) {
    await dialog.getByText(name, { exact: true }).click();
    if (name === 'FHIR bundle') await dialog.getByRole('button', { name: 'Make preview' }).click();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^bedside-\d{4}-\d\d-\d\d-[a-z]+\.\w+$/);
    files[name] = await readFile(await file.path(), 'utf8');
  }
  expect(JSON.parse(files['FHIR bundle'] ?? '')).toMatchObject({ resourceType: 'Bundle' });
  expect(JSON.parse(files['JSON'] ?? '')).toMatchObject({ format: 'bedside-case-file' });
  expect(files['Markdown']).toContain('> Is there a cough?');
  expect(files['CSV']).toContain('Leaves out');
  expect(Object.values(files).join('')).not.toMatch(/eyJ/);

  await dialog.getByText('Handover page').click();
  await pressPrint(page);
  const pages = await pagesOf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages).toHaveLength(1);
  expect(pages[0]).toContain('Patient:p-12345');
  expect(pages[0]).toContain('Openwhenthispagewasmade');
});
