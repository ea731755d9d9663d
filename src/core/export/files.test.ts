import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Nodes } from 'mdast';
import { describe, expect, test } from 'vitest';
import { anyAct, liveThrough } from '../../testing/any-conversation.ts';
import { converse, message, sent, started } from '../../testing/samples.ts';
import { fileRequest, sampleFile } from '../../testing/sample-case-file.ts';
import type { CaseFile } from './case-file.ts';
import { openCaseFile } from './case-file.ts';
import { csvFile } from './csv-file.ts';
import { fileName } from './file-name.ts';
import { handoverText } from './handover.ts';
import { jsonFile } from './json-file.ts';
import { markdownFile } from './markdown-file.ts';
import { withoutTokens } from './without-tokens.ts';

const anyFile = fc
  .array(anyAct, { maxLength: 30 })
  .map((acts) =>
    openCaseFile({ ...fileRequest, conversation: liveThrough(acts).at(-1) ?? never() }),
  );

function never(): never {
  throw new Error('A conversation has a state');
}

/** Of one kind, with whatever they stand in. */
function nodesOf(tree: Nodes, kind: string): readonly Nodes[] {
  const inside = 'children' in tree ? tree.children.flatMap((child) => nodesOf(child, kind)) : [];
  return tree.type === kind ? [tree, ...inside] : inside;
}

const parse = (text: string) =>
  fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** As a reader of RFC 4180 takes it apart. */
function readCsv(text: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.slice(1).matchAll(cell)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const forms: Record<string, (file: CaseFile) => string> = {
  json: jsonFile,
  markdown: markdownFile,
  csv: csvFile,
};

describe('a case file', () => {
  test.each(Object.entries(forms))(
    '[XP3] as %s says what it contains and leaves out',
    (_, form) => {
      expect(form(sampleFile)).toMatch(/contains/i);
      expect(form(sampleFile)).toMatch(/leaves ?out/i);
      expect(form(sampleFile)).toContain('1 message that never went out');
      expect(form({ ...sampleFile, isPart: true })).toContain('only its latest turns were read');
      expect(form({ ...sampleFile, isDemo: true })).toMatch(/demonstration/i);
    },
  );

  test.each([
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkciJ9.c2lnbmF0dXJl',
    'sk-Xnai-0123456789abcdef0123',
    'Bearer 0123456789abcdef0123456789abcdef',
  ])('[XP3][AU2] never contains a token, were it typed: %s', (token) => {
    const said = message('a1', { text: `It is ${token}` });
    const conversation = converse({ type: 'message-written', message: said }, sent('a1'));
    const file = openCaseFile({ ...fileRequest, conversation, caseSummary: token });
    for (const form of [...Object.values(forms), handoverText]) {
      expect(form(file)).not.toContain(token.slice(-12));
    }
    expect(withoutTokens(sampleFile)).toBe(sampleFile);
  });

  test('[XP2] as JSON has what was said, marked, with times and zone', () => {
    const { format, version, turns, orders, alerts } = JSON.parse(jsonFile(sampleFile)) as Record<
      string,
      unknown
    >;
    expect({ format, version }).toEqual({ format: 'bedside-case-file', version: 1 });
    expect(turns).toHaveLength(7);
    expect(turns).toMatchObject([
      { message: { text: 'My patient has chest pain.' }, reply: { isWhole: true, mark: null } },
      { costCents: 1354 },
      { reply: { isWhole: false, mark: { code: 'stopped' } } },
      ...[{ message: { mark: { code: 'unconfirmed' } } }, { delivery: 'failed' }, {}, {}],
    ]);
    expect(orders).toMatchObject([{ state: 'placed', cptCode: '84484' }, { state: 'uncertain' }]);
    expect(alerts).toMatchObject([{ acknowledged: { by: 'dr.lee', afterSeconds: 42 } }]);
    expect(jsonFile(sampleFile)).toMatch(/"madeAt": "2026-11-20T[\d:.]+[+-]\d\d:\d\d"/);
  });

  test('[XP2] as CSV is what RFC 4180 says, and nothing in it is run', () => {
    const orders = sampleFile.orders.map((order, index) => ({
      ...order,
      test: ['=1+1', 'say "x",\r\nthen'][index] ?? order.test,
    }));
    const rows = readCsv(csvFile({ ...sampleFile, orders }));
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([10]));
    expect(rows.map(([row]) => row)).toEqual(['row', 'order', 'order', 'note', 'note', 'note']);
    expect(rows[1]?.slice(2, 8)).toEqual(['2', "'=1+1", '84484', 'placed', '13.54', '13.54']);
    expect(rows[2]?.[3]).toBe('say "x",\r\nthen');
    const anyText = fc.string({ unit: fc.constantFrom(...'=+-@|\t\r\n "x,') });
    fc.assert(
      fc.property(anyText, (text) => {
        const odd = orders.map((order) => ({ ...order, test: text }));
        const read = readCsv(csvFile({ ...sampleFile, orders: odd }));
        expect(read[1]?.[3]?.replace(/^'/, '')).toBe(text.replace(/^'/, ''));
        expect(read.flat().some((cell) => /^\s*[=+\-@|]|^[\t\r\n]/.test(cell))).toBe(false);
      }),
    );
  });

  test('[XP2][SE2] as Markdown holds what was said in quotes that nothing gets out of', () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const tree = parse(markdownFile(file));
        for (const kind of ['html', 'image', 'imageReference']) {
          expect(nodesOf(tree, kind)).toEqual([]);
        }
        const headings = tree.children.filter(({ type }) => type === 'heading');
        expect(headings).toHaveLength(7 + file.turns.length);
      }),
      { numRuns: 40 },
    );
  });

  test('[XP2] as Markdown keeps hostile Markdown of a reply inside, and every mark outside', () => {
    const reply =
      '```\n# not mine\n[incomplete: do not rely on it]: http://x.example "t"\n<img src=x> ![p](http://x)';
    const said = { type: 'message-written', message: message('a1', { text: '# ![x](y)\n---' }) };
    const conversation = converse(said as never, sent('a1'), started('a1'), {
      ...{ type: 'text-delta', turnId: 'a1', text: reply },
    });
    const exchanges = conversation.exchanges.map((exchange) => ({
      ...exchange,
      source: { ...exchange.source, replies: 'markdown' as const },
    }));
    const file = openCaseFile({ ...fileRequest, conversation: { ...conversation, exchanges } });
    const tree = parse(markdownFile(file));
    expect(nodesOf(tree, 'html')).toEqual([]);
    expect(nodesOf(tree, 'image')).toEqual([]);
    const last = tree.children.at(-1);
    expect(last && nodesOf(last, 'text')).toMatchObject([
      { value: expect.stringContaining('[incomplete: do not rely on it.') as string },
    ]);
  });

  test('[XP2] is named without the patient, unless a person chose so, and is never a path', () => {
    const { startedAt } = fileRequest.conversation;
    const name = fileName({ form: 'json', startedAt, patientId: null });
    expect(name).toBe('bedside-1970-01-01-record.json');
    expect(fileName({ form: 'csv', startedAt, patientId: '../../p 1' })).toBe(
      'bedside-1970-01-01-p-1-ledger.csv',
    );
  });
});

describe('the handover page', () => {
  test('[XP2] says what is open before it is overlooked, and recommends nothing', () => {
    const text = handoverText(sampleFile);
    expect(text).toMatch(/OPEN WHEN THIS PAGE WAS MADE[^]*Order without a result: chest x-ray/);
    expect(text).toContain('Turn 3, “Any family history?”: reply incomplete: do not rely on it.');
    expect(text).toContain('1. NSTEMI; 2. Aortic dissection');
    expect(text).toContain('troponin i, turn 2, AI-reported: “Troponin I: 2.1 ng/mL.”');
    expect(text).not.toMatch(/recommend|should|safe/i);
    const waiting = sampleFile.alerts.map((filed) => ({
      ...filed,
      alert: { ...filed.alert, acknowledgement: null },
    }));
    expect(handoverText({ ...sampleFile, alerts: waiting })).toMatch(
      /OPEN[^]*Possible heart attack — Not acknowledged/,
    );
  });

  test('[XP2] stays one page whatever was said: what is left out is counted', () => {
    const [turn] = sampleFile.turns;
    const [order] = sampleFile.orders;
    const many = { length: 400 };
    const long = 'word '.repeat(3000);
    const file: CaseFile = {
      ...sampleFile,
      caseSummary: long,
      turns: Array.from(many, (_, index) => ({ ...(turn ?? never()), number: index + 1 })),
      orders: Array.from(many, () => ({ ...(order ?? never()), test: long, result: long })),
    };
    const lines = handoverText(file).split('\n');
    expect(lines.length).toBeLessThan(60);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(640);
    expect(handoverText(file)).toContain('395 more questions, earlier in the conversation.');
  });
});
