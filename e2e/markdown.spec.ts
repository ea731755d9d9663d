/**
 * The Markdown renderer alone, in a real browser: what grew is what is mounted at once, nothing that
 * settled is mounted anew, and a hostile reply does nothing, however it is cut.
 */
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import type { Rolldown } from 'vite';
import { build } from 'vite';
import { hostile } from '../src/ui/markdown/__fixtures__/hostile.ts';
import { sampleReply } from '../src/ui/markdown/__fixtures__/sample.ts';
import type { ReplyPage } from './markdown-page.tsx';

/** In the page. */
declare const reply: ReplyPage;
/** In the page: how often a payload ran. */
declare let ran: number;

const origin = 'http://reply.test';

let files: ReadonlyMap<string, string>;

/** Everything the page asked for beside itself. */
const test = base.extend<{ asked: string[] }>({
  asked: async ({ page }, provide) => {
    const asked: string[] = [];
    await page.route('**/*', (route) => {
      const url = new URL(route.request().url());
      const body = url.origin === origin ? files.get(url.pathname.slice(1)) : undefined;
      if (body !== undefined) return route.fulfill({ body, contentType: typeOf(url.pathname) });
      asked.push(url.href);
      return route.abort();
    });
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => 'reply' in globalThis);
    await provide(asked);
  },
});

test.beforeAll(async () => {
  files = await buildPage();
});

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript';
  return path.endsWith('.css') ? 'text/css' : 'text/html';
}

async function buildPage(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    base: './',
    publicDir: false,
    plugins: [react(), tailwindcss()],
    build: { write: false, rolldownOptions: { input: 'e2e/markdown-page.tsx' } },
  });
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput;
  const files = new Map(
    output.map((file) => [
      file.fileName,
      file.type === 'chunk' ? file.code : Buffer.from(file.source).toString(),
    ]),
  );
  const names = [...files.keys()];
  const entry = output.find((file) => file.type === 'chunk' && file.isEntry)?.fileName ?? '';
  const style = names.find((name) => name.endsWith('.css')) ?? '';
  return files.set(
    '',
    `<!doctype html><html lang="en"><head><title>Reply</title><link rel="icon" href="data:,">
     <link rel="stylesheet" href="${style}"></head>
     <body><script type="module" src="${entry}"></script></body></html>`,
  );
}

/** Whether what grew is node for node what the same reply is when it is mounted at once. */
function isAsAtOnce(text: string): boolean {
  const take = () => {
    const copy = document.querySelector('main')?.cloneNode(true) as HTMLElement;
    copy.normalize();
    for (const element of copy.querySelectorAll('*')) {
      // A part learns that it is full; React counts its anchors, React Aria its buttons.
      element.classList.remove('markdown-part-20', 'markdown-part-40', 'markdown-part-80');
      for (const { name, value } of element.attributes) {
        element.setAttribute(name, value.replaceAll(/_r_\w+_|react-aria-[\w-]*/g, 'id'));
      }
    }
    return copy;
  };
  const grown = take();
  reply.show(text, false, true);
  return grown.isEqualNode(take());
}

for (const step of [7, 83, 400]) {
  test(`[TK2] [TK3] cut every ${step} characters, a reply is what it is at once, and settled blocks stay`, async ({
    page,
    asked,
  }) => {
    const lost = await page.evaluate(
      ([text, by]) => {
        const settled = new Set<Element>();
        for (let length = by; length < text.length; length += by) {
          reply.show(text.slice(0, length), true);
          const blocks = [...document.querySelectorAll('main > div > div > div > *')];
          // The last two may still become one.
          for (const block of blocks.slice(0, -2)) settled.add(block);
        }
        reply.show(text, false);
        const gone = [...settled].filter((block) => !block.isConnected);
        return { gone: gone.map(({ textContent }) => textContent), kept: settled.size };
      },
      [sampleReply, step] as const,
    );
    expect(lost.gone).toEqual([]);
    expect(lost.kept).toBeGreaterThan(30);
    expect(await page.evaluate(isAsAtOnce, sampleReply)).toBe(true);
    expect(asked).toEqual([]);
  });
}

test('[TK3] the parts of a long table stand under the columns of its first, also once the page is narrower', async ({
  page,
  asked,
}) => {
  await page.evaluate(() => {
    const rows = Array.from(
      { length: 100 },
      (_, row) => `| row ${row} | ${row} | ${'word '.repeat(row % 9)}|`,
    );
    const text = ['| Test | Result | Meaning |', '| --- | --: | --- |', ...rows].join('\n');
    for (let length = 0; length < text.length; length += 83)
      reply.show(text.slice(0, length), true);
    reply.show(text, false);
  });
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const edges = () =>
      page.evaluate(() => {
        const rowOf = (row: Element) =>
          [...row.children].map((cell) => Math.round(cell.getBoundingClientRect().right)).join();
        return [...document.querySelectorAll('tr')].map(rowOf);
      });
    await expect.poll(async () => new Set(await edges()).size).toBe(1);
    expect(await edges()).toHaveLength(101);
  }
  await expect(page.getByRole('table', { name: 'Table, continued' })).toHaveCount(4);
  expect(asked).toEqual([]);
});

test('[TK3] the parts of a long list look like one, and number on', async ({ page, asked }) => {
  await page.setViewportSize({ width: 1440, height: 2000 });
  const gone = await page.evaluate(() => {
    const items = Array.from({ length: 60 }, (_, index) => `${index + 80}. item ${index}`);
    const text = ['Before it.', '', ...items, '', 'After it.'].join('\n');
    const settled = new Set<Element>();
    for (let length = 0; length < text.length; length += 83) {
      reply.show(text.slice(0, length), true);
      for (const item of [...document.querySelectorAll('li')].slice(0, -1)) settled.add(item);
    }
    reply.show(text, false);
    return [...settled].filter((item) => !item.isConnected).length;
  });
  expect(gone).toBe(0);
  const seen = () =>
    page.evaluate(() => {
      const boxes = [...document.querySelectorAll('li')].map((li) => li.getBoundingClientRect());
      const steps = boxes.slice(1).map(({ top }, at) => Math.round(top - (boxes[at]?.top ?? 0)));
      return {
        lefts: new Set(boxes.map(({ left }) => left)).size,
        steps: new Set(steps).size,
        starts: [...document.querySelectorAll('ol')].map(({ start }) => start),
      };
    });
  // Where nothing was painted yet, heights are estimates.
  await expect.poll(seen).toEqual({ lefts: 1, steps: 1, starts: [80, 105, 130] });
  await expect(page.getByRole('list', { name: 'List, continued' })).toHaveCount(2);
  expect(asked).toEqual([]);
});

test('[TK3] the numbers of a list are whole, however long they are', async ({ page, asked }) => {
  await page.evaluate(() => {
    const numbers = [9, 98, 1990, 99_999, 123_456_789];
    const lists = numbers.map((start) => `${start}. one\n1. two\n1. three`);
    reply.show(lists.join('\n\nBetween.\n\n') + '\n\nAfter it.'.repeat(8), false);
  });
  for (const spacing of ['normal', '0.12em']) {
    await page.addStyleTag({ content: `main { letter-spacing: ${spacing} }` });
    const painted = await page.screenshot();
    const unclipped = await page.addStyleTag({
      content: 'main * { overflow-clip-margin: 100rem !important }',
    });
    expect((await page.screenshot()).equals(painted)).toBe(true);
    await unclipped.evaluate((style) => style.parentNode?.removeChild(style));
  }
  expect(asked).toEqual([]);
});

test('[TK2] what a reader has selected stays selected while the reply goes on', async ({
  page,
  asked,
}) => {
  const selected = await page.evaluate((text) => {
    const half = Math.floor(text.length / 3);
    reply.show(text.slice(0, half), true);
    const first = document.querySelector('main blockquote p');
    if (first !== null) getSelection()?.selectAllChildren(first);
    const before = getSelection()?.toString();
    for (let length = half; length < text.length; length += 60) {
      reply.show(text.slice(0, length), true);
    }
    reply.show(text, false);
    return { before, after: getSelection()?.toString() };
  }, sampleReply);
  expect(selected.before).not.toBe('');
  expect(selected.after).toBe(selected.before);
  expect(asked).toEqual([]);
});

for (const [kind, payloads] of Object.entries(hostile)) {
  test(`[SE2] [TK5] ${kind}: nothing runs, nothing is asked for, nothing unsafe is in the page`, async ({
    page,
    asked,
  }) => {
    test.setTimeout(120_000);
    await page.evaluate(() => {
      Object.assign(globalThis, { ran: 0 });
      for (const name of ['alert', 'confirm', 'prompt', 'open']) {
        Object.assign(globalThis, { [name]: () => Object.assign(globalThis, { ran: 1 }) });
      }
    });
    const faults = await page.evaluate((all) => {
      const bad =
        'script,iframe,frame,object,embed,img,video,audio,source,track,link,meta,base,form,style,' +
        'math,template,dialog,textarea,select,image,use,foreignObject,input:not([disabled])';
      const findings: string[] = [];
      const look = (text: string) => {
        const main = document.querySelector('main');
        for (const element of main?.querySelectorAll('*') ?? []) {
          if (element.matches(bad)) findings.push(`${element.tagName} in ${text}`);
          for (const { name, value } of element.attributes) {
            if (/^(?:on|src|action|formaction|ping|poster)/.test(name))
              findings.push(`${name} in ${text}`);
            const isUrl = name === 'href' || name === 'xlink:href';
            if (isUrl && !/^(?:https?:\/\/|mailto:|tel:|#)/.test(value))
              findings.push(`${value} in ${text}`);
          }
        }
      };
      for (const payload of all) {
        for (let length = 1; length <= payload.length; length += 1) {
          reply.show(payload.slice(0, length), true);
          look(payload.slice(0, length));
        }
        reply.show(payload, false);
        look(payload);
      }
      return findings;
    }, payloads);
    expect(faults).toEqual([]);
    // Handlers of loading and failing come later than the markup.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await page.evaluate(() => ran)).toBe(0);
    expect(asked).toEqual([]);
    expect(page.url()).toBe(`${origin}/`);
  });
}

/** In the page: what a system's wishes change, on an element that wants to move. */
function lookOf() {
  const style = getComputedStyle(document.body);
  const probe = document.querySelector('main')?.appendChild(document.createElement('p'));
  if (!probe) throw new Error('There is no page');
  const lightness = (color: string) => {
    probe.style.color = color;
    const [red = 0, green = 0, blue = 0] = getComputedStyle(probe).color.match(/[\d.]+/g) ?? [];
    return Number(red) + Number(green) + Number(blue);
  };
  const canvas = lightness(style.backgroundColor);
  const contrast = (name: string) => Math.abs(lightness(`var(--color-${name})`) - canvas);
  const look = { isDark: canvas < 382, line: contrast('line'), faint: contrast('ink-3') };
  probe.style.cssText = 'transition: opacity 2s; animation: x 2s infinite; scroll-behavior: smooth';
  const { transitionDuration, animationDuration, animationIterationCount, scrollBehavior } =
    getComputedStyle(probe);
  const seconds = Math.max(parseFloat(transitionDuration), parseFloat(animationDuration));
  const moves = seconds > 0.01 || animationIterationCount !== '1' || scrollBehavior !== 'auto';
  probe.remove();
  return { ...look, moves };
}

for (const scheme of ['light', 'dark'] as const) {
  for (const forcedColors of ['none', 'active'] as const) {
    test(`[AX1] [AX4] axe finds nothing in a reply, which looks and moves as the system wishes, ${scheme}, forced colours ${forcedColors}`, async ({
      page,
      asked,
    }) => {
      await page.emulateMedia({ colorScheme: scheme, forcedColors });
      await page.evaluate((text) => reply.show(text, false), sampleReply);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .disableRules(['page-has-heading-one', 'heading-order', 'region'])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      // Forced colours are the system's own.
      if (forcedColors === 'active') return expect(asked).toEqual([]);
      const plain = await page.evaluate(lookOf);
      expect(plain).toMatchObject({ isDark: scheme === 'dark', moves: true });
      await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
      const wished = await page.evaluate(lookOf);
      expect(wished.moves).toBe(false);
      expect(wished.line).toBeGreaterThan(plain.line);
      expect(wished.faint).toBeGreaterThan(plain.faint);
      expect(asked).toEqual([]);
    });
  }
}
