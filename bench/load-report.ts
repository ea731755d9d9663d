/** Sizes and load figures as tables. */
import type { Load } from './load.ts';
import type { Size } from './sizes.ts';
import { formatTable } from './table.ts';
import { judge } from './targets.ts';

export function describeSizes(rows: readonly Size[]): string {
  const cells = rows.map(({ what, kilobytes, marks }) => [
    what,
    kilobytes.toFixed(1),
    ...(marks ? [`≤ ${marks.atLeast}`, `≤ ${marks.aim}`, judge(kilobytes, marks)] : []),
  ]);
  const table = formatTable(['Size, gzip', 'KB', 'at least', 'aim', ''], cells);
  return `${table}\n\nOf the build in dist/; 1 KB is 1,000 bytes.`;
}

export function describeLoads(rows: readonly Load[]): string {
  const head = ['Load', 'first paint', '', 'usable', '', 'CPU', '', 'received', ''];
  const cells = rows.map(({ what, figures, ratios }) => [
    what,
    ...[milliseconds(figures.firstPaint), times(ratios.firstPaint)],
    ...[milliseconds(figures.usable), times(ratios.usable)],
    ...[milliseconds(figures.cpu), times(ratios.cpu)],
    ...[`${figures.kilobytes.toFixed(1)} KB`, times(ratios.kilobytes)],
  ]);
  return `${formatTable(head, cells)}

Medians of five rounds in turn, × the empty page loaded the same way. Usable: the Username field,
or the Message field, is painted and takes input. CPU: the page's main thread until the network is
quiet. Received over the network, without the browser's cache, compressed on the fly by the preview
server, whose work is part of the times. On a reload the console's files come from its worker.`;
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`;
}

function times(ratio: number): string {
  return `× ${ratio < 100 ? ratio.toFixed(1) : ratio.toFixed(0)}`;
}
