/**
 * Which items of a long list are drawn, and how much room is left for the others. Pure.
 *
 * Lengths in pixels. The height of an item that was never drawn is an estimate; what is right
 * about it is only that there is one. Its one law: what the reader sees, and a good way before and
 * behind it, is drawn.
 */
import type { RunningSums } from '../lib/running-sums.ts';

/** Items from `start` to before `end`; an infinite end takes in what comes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span that is drawn, and the height of what is left out above it. */
export interface Run extends Span {
  readonly before: number;
}

export interface Drawing {
  readonly runs: readonly Run[];
  /** The height of what is left out at the end. */
  readonly after: number;
}

/** What the reader sees, from the beginning of the first item. */
export interface Sight {
  readonly top: number;
  readonly bottom: number;
}

/** More is drawn when less than this is left beyond the sight. */
const near = 600;
/** As much is drawn then: a screen beyond the sight, so that a page up or down finds it there. */
const far = 1_200;
/** Less is drawn when more than this is beyond the sight. */
const most = 3_000;

/** The same span while it still serves. */
export function coverSight(sums: RunningSums, span: Span, sight: Sight): Span {
  if (serves(sums, span, sight)) return span;
  const start = sums.placeOf(sight.top - far);
  const last = sums.placeOf(sight.bottom + far);
  const end = last + 1 >= sums.count ? Infinity : last + 1;
  return start === span.start && end === span.end ? span : { start, end };
}

/** The last items, for a sight of that height. */
export function coverEnd(sums: RunningSums, height: number): Span {
  return { start: sums.placeOf(sums.total - height - far), end: Infinity };
}

function serves(sums: RunningSums, { start, end }: Span, { top, bottom }: Sight): boolean {
  const { total, count } = sums;
  if (end < Infinity && end >= count) return false;
  const upper = sums.before(start);
  const lower = end === Infinity ? total : sums.before(end);
  const isEnough = upper <= Math.max(0, top - near) && lower >= Math.min(total, bottom + near);
  return isEnough && upper >= Math.min(top, total) - most && lower <= bottom + most;
}

/** What is drawn: spans may touch and overlap, and what is between them is left out. */
export function layOut(sums: RunningSums, spans: readonly Span[]): Drawing {
  const runs: Run[] = [];
  let reached = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = runs.at(-1);
    if (last && start <= reached) runs.pop();
    const from = last && start <= reached ? last : { start, before: gap(sums, reached, start) };
    reached = Math.max(reached, end);
    runs.push({ ...from, end: reached });
  }
  return { runs, after: reached === Infinity ? 0 : gap(sums, reached, sums.count) };
}

function gap(sums: RunningSums, from: number, to: number): number {
  return Math.max(0, sums.before(to) - sums.before(from));
}
