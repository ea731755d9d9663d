/** The streaming figures as a table, and what the project promises of them. */
import type { RendererName } from './renderer-pages.ts';
import type { Streaming, StreamRow } from './stream.ts';
import { formatTable } from './table.ts';
import type { Marks, Target } from './targets.ts';
import { round } from './targets.ts';

export function describeStreams({ rows, kilobytes, rounds }: Streaming): string {
  const head = ['Streaming', 'CPU ms', '÷ limit', 'ms a frame', '', 'ratio', 'long', 'painted'];
  const documents = [...new Set(rows.map(({ document }) => document))];
  const tables = documents.map((document) => {
    const own = rows.filter((row) => row.document === document);
    const cells = own.map((row) => [
      row.renderer,
      row.cpu.toFixed(0),
      round(dividedBy(own, row.renderer, 'limit')),
      ...[round(row.first), `→ ${round(row.last)}`, round(growth(row))],
      row.longTasks.toFixed(0),
      `${row.toPaint.toFixed(0)} ms`,
    ]);
    return formatTable([`Streamed: ${document}`, ...head.slice(1)], cells);
  });
  const sizes = Object.entries(kilobytes).map(([name, size]) => [name, size.toFixed(1)]);
  return `${tables.join('\n\n')}

${formatTable(['JavaScript of the page', 'KB'], sizes)}

${rounds === 1 ? 'One round' : `Medians of ${rounds} rounds in turn`}, net of the page that only receives. Every renderer gets the
same tokens in the same number of frames. CPU: the page's main thread. ms a frame: of that, over the
first tenth of the frames → over the last, and their ratio. long: tasks of more than 50 ms. painted:
from the last token until the last word is on the screen. KB: gzip, before anything lazy.`;
}

interface StreamTarget extends Marks {
  readonly what: string;
  readonly document: string;
  /** `NaN` where the run has left out what it needs. */
  readonly compute: (rows: readonly StreamRow[]) => number;
  readonly unit?: 'ms';
}

const usual = 'mixed, 20k';
const high = 'mixed, 100k';

const against = (than: RendererName) => (rows: readonly StreamRow[]) =>
  dividedBy(rows, than, 'bedside');
const toLimit = (rows: readonly StreamRow[]) => dividedBy(rows, 'bedside', 'limit');
const own = (compute: (row: StreamRow) => number) => (rows: readonly StreamRow[]) => {
  const row = rows.find(({ renderer }) => renderer === 'bedside');
  return row ? compute(row) : NaN;
};

const promised: readonly StreamTarget[] = [
  { ...promise('÷ limit', usual, '≤', 2.5, 1.6), compute: toLimit },
  { ...promise('÷ limit', high, '≤', 2.5, 1.6), compute: toLimit },
  {
    ...promise('× less than react-markdown', usual, '≥', 5, 9),
    compute: against('react-markdown'),
  },
  {
    ...promise('× less than react-markdown', high, '≥', 15, 25),
    compute: against('react-markdown'),
  },
  { ...promise('× less than Streamdown', usual, '≥', 1.8, 2.8), compute: against('streamdown') },
  { ...promise('× less than Streamdown', high, '≥', 2.3, 3.8), compute: against('streamdown') },
  { ...promise('ms a frame, last ÷ first tenth', usual, '≤', 1.8, 1.3), compute: own(growth) },
  { ...promise('ms a frame, last ÷ first tenth', high, '≤', 1.5, 1.2), compute: own(growth) },
  { ...promise('÷ limit', 'one list, 20k', '≤', 1.3, 0.9), compute: toLimit },
  { ...promise('÷ limit', 'one fence, 20k', '≤', 1, 0.6), compute: toLimit },
  { ...promise('÷ limit', 'one paragraph, 20k', '≤', 1.1, 0.7), compute: toLimit },
  { ...promise('÷ limit', 'one table, 20k', '≤', 1.9, 1.3), compute: toLimit },
  {
    ...promise('long tasks at 1,000 tokens/s', usual, '≤', 0, 0),
    compute: own(({ longTasks }) => longTasks),
  },
  {
    ...promise('long tasks at 5,000 tokens/s', high, '≤', null, 0),
    compute: own(({ longTasks }) => longTasks),
  },
  {
    ...promise('last token → painted', usual, '≤', 50, 30),
    compute: own(({ toPaint }) => toPaint),
    unit: 'ms',
  },
];

function promise(
  what: string,
  document: string,
  sign: Marks['sign'],
  atLeast: number | null,
  aim: number,
): Omit<StreamTarget, 'compute'> {
  return { what, document, sign, atLeast, aim };
}

/** How the promises stand; those on documents that the run left out are left out as well. */
export function streamTargets({ rows }: Streaming): readonly Target[] {
  return promised.flatMap(({ compute, document, what, ...target }) => {
    const figures = rows.filter((row) => row.document === document);
    if (figures.length === 0) return [];
    return [{ ...target, what: `${document}: ${what}`, figure: compute(figures) }];
  });
}

function dividedBy(rows: readonly StreamRow[], above: RendererName, below: RendererName): number {
  return cpuOf(rows, above) / cpuOf(rows, below);
}

function cpuOf(rows: readonly StreamRow[], name: RendererName): number {
  return rows.find(({ renderer }) => renderer === name)?.cpu ?? NaN;
}

function growth({ first, last }: StreamRow): number {
  return last / first;
}
