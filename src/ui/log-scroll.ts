/**
 * Where the reader of a long log is, and what of it is drawn for that. One object a pane.
 *
 * Items stand in the flow of the page, with room left for those that are not drawn; so the browser
 * itself keeps the line that is read in its place when something above it changes, and where a
 * browser does not, it is put back here, to the item. Its one law: only the reader moves the page,
 * and, for a reader who is at its end, what is added there.
 *
 * Work does not depend on how long the log is: drawn items are measured, nothing else is looked at.
 */
import { flushSync } from 'react-dom';
import { RunningSums } from '../lib/running-sums.ts';
import type { Drawing, Sight, Span } from './log-window.ts';
import { coverEnd, coverSight, layOut } from './log-window.ts';

/** At the end, or with the top of an item that many pixels below the top of the pane. */
export type Place = 'end' | ItemPlace;

interface ItemPlace {
  readonly index: number;
  readonly offset: number;
}

export interface LogState {
  readonly drawing: Drawing;
  /** What is added at the end is brought into view. */
  readonly isFollowing: boolean;
}

export interface LogContents {
  readonly count: number;
  /** Names an item, also when others are put before it. */
  readonly keyOf: (index: number) => string;
  /** How high an item may be, in pixels. */
  readonly estimate: (index: number) => number;
  /** Goes up when the reader has put something at the end, and wants to see it. */
  readonly written: number;
}

/** A reader this near the end, in pixels, is at the end: browsers round scroll positions. */
const nearEnd = 4;
/** An item that is shown on request stands this far below the top. */
const shownAt = 16;
/** The height of a pane that nobody has measured yet. */
const usualHeight = 900;

export class LogScroll {
  #sums = new RunningSums();
  #listeners = new Set<() => void>();
  #pane: HTMLElement | null = null;
  #content: HTMLElement | null = null;
  #keepsLine = true;
  #span: Span = { start: 0, end: 0 };
  #state: LogState;
  #written: number;
  /** The key of the first item, by which it is told whether others were put before it. */
  #first: string | null;
  #isWhole = false;
  /** Where the reader is to be as soon as enough is drawn there. */
  #target: Place | null;
  /** An item to be pointed out then. */
  #pointOut: number | null = null;
  /** The item at the top of the pane, if it is drawn. */
  #held: ItemPlace | null = null;
  /** The scroll position as it was left, and how far it could go. */
  #left = { top: 0, most: 0 };
  #look = 0;

  constructor({ count, estimate, written, keyOf }: LogContents, place: Place) {
    for (let index = 0; index < count; index++) this.#sums.push(estimate(index));
    this.#written = written;
    this.#first = count > 0 ? keyOf(0) : null;
    this.#target = place;
    this.#span = this.#spanFor(place, usualHeight);
    this.#state = { drawing: layOut(this.#sums, [this.#span]), isFollowing: place === 'end' };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): LogState => this.#state;

  /** The pane, whose only child holds the items, each with its number as `data-index`. */
  readonly attach = (pane: HTMLElement): (() => void) => {
    const content = pane.firstElementChild;
    if (!(content instanceof HTMLElement)) throw new Error('A log has its items in an element');
    this.#pane = pane;
    this.#content = content;
    this.#keepsLine = getComputedStyle(pane).overflowAnchor === 'auto';
    const observer = new ResizeObserver(() => this.#resized());
    for (const element of [pane, content]) observer.observe(element);
    const listeners = new AbortController();
    const { signal } = listeners;
    addEventListener('beforeprint', () => flushSync(() => this.#showWhole(true)), { signal });
    addEventListener('afterprint', () => flushSync(() => this.#showWhole(false)), { signal });
    return () => {
      observer.disconnect();
      listeners.abort();
      cancelAnimationFrame(this.#look);
      this.#pane = this.#content = null;
    };
  };

  get place(): Place {
    return this.#state.isFollowing ? 'end' : (this.#held ?? 'end');
  }

  /** How many items the drawing does not know of yet because they were put before its first. */
  countNew({ count, keyOf }: Pick<LogContents, 'count' | 'keyOf'>): number {
    if (this.#first === null) return 0;
    for (let index = 0; index < count; index++) if (keyOf(index) === this.#first) return index;
    return 0;
  }

  /** Before the next paint after the contents changed. */
  update(contents: LogContents): void {
    const { count, estimate, written, keyOf } = contents;
    this.#prepend(this.countNew(contents), estimate);
    this.#first = count > 0 ? keyOf(0) : null;
    const before = this.#sums.count;
    while (this.#sums.count > count) this.#sums.pop();
    while (this.#sums.count < count) this.#sums.push(estimate(this.#sums.count));
    const hasWritten = written > this.#written;
    this.#written = written;
    if (hasWritten) this.toEnd();
    else if (count !== before && this.#span.end < Infinity) this.#draw(this.#span);
  }

  /** Everything moves down in the list, and the reader with it. */
  #prepend(added: number, estimate: (index: number) => number): void {
    if (added === 0) return;
    const sums = new RunningSums();
    for (let index = 0; index < added; index++) sums.push(estimate(index));
    for (let index = 0; index < this.#sums.count; index++) sums.push(this.#sums.at(index));
    this.#sums = sums;
    const shift = (place: ItemPlace) => ({ ...place, index: place.index + added });
    this.#held &&= shift(this.#held);
    if (this.#pointOut !== null) this.#pointOut += added;
    if (this.#target && this.#target !== 'end') this.#target = shift(this.#target);
    else if (!this.#state.isFollowing) this.#target = this.#held;
    const { start, end } = this.#span;
    this.#draw({ start: start + added, end: end + added });
  }

  /** Before the next paint after a drawing was made: goes where it has to, and draws what lacks. */
  drawn(): void {
    if (!this.#pane || this.#isWhole) return;
    this.#measure();
    if (this.#target) this.#reach(this.#target);
    else if (this.#state.isFollowing) this.#scrollTo(Infinity);
    let drift = this.#drift();
    if (drift !== 0 && !this.#keepsLine) {
      this.#pane.scrollTop += drift;
      drift = 0;
    }
    const { top, bottom } = this.#sight();
    if (this.#cover({ top: top + drift, bottom: bottom + drift })) return;
    this.#target = null;
    if (drift === 0) this.#note();
    if (this.#pointOut !== null) this.#point(this.#pointOut);
  }

  scrolled(): void {
    if (!this.#pane) return;
    this.#measure();
    const { top, most } = this.#left;
    const { scrollTop } = this.#pane;
    const hasShrunk = this.#most < most - 1;
    if (scrollTop < top - 1 && !hasShrunk) this.#follow(false);
    else if (this.#isAtEnd && (scrollTop > top || hasShrunk)) this.#follow(true);
    this.#note();
    this.#cover(this.#sight());
  }

  /** The reader begins to scroll up. */
  release(): void {
    if (this.#left.top > 0) this.#follow(false);
  }

  toEnd(): void {
    this.#follow(true);
    this.#goTo('end');
  }

  toStart(): void {
    this.#follow(false);
    this.#goTo({ index: 0, offset: this.#lead });
  }

  /** Brings an item into view and, unless quietly, points it out, to the eye and to a screen reader. */
  show(index: number, isQuiet = false): void {
    this.#follow(false);
    this.#pointOut = isQuiet ? null : index;
    this.#goTo({ index, offset: shownAt });
  }

  #goTo(place: Place): void {
    this.#target = place;
    this.#held = null;
    this.#draw(this.#spanFor(place, this.#pane?.clientHeight ?? usualHeight));
  }

  #spanFor(place: Place, height: number): Span {
    if (place === 'end') return coverEnd(this.#sums, height);
    const top = this.#sums.before(place.index) - place.offset;
    return coverSight(this.#sums, { start: 0, end: 0 }, { top, bottom: top + height });
  }

  /** Sizes of the pane or of what is in it have changed. The browser has kept the line already. */
  #resized(): void {
    if (!this.#pane || this.#isWhole) return;
    this.#measure();
    if (this.#state.isFollowing) this.#scrollTo(Infinity);
    else if (!this.#keepsLine) this.#pane.scrollTop += this.#drift();
    this.#note();
    // To draw in here would change the size that is being reported.
    cancelAnimationFrame(this.#look);
    if (coverSight(this.#sums, this.#span, this.#sight()) === this.#span) return;
    this.#look = requestAnimationFrame(() => this.scrolled());
  }

  #measure(): void {
    for (const item of this.#content?.children ?? []) {
      const index = indexOf(item);
      if (index !== null) this.#sums.set(index, item.getBoundingClientRect().height);
    }
  }

  /** Whether more or less has to be drawn, which is under way then. */
  #cover(sight: Sight): boolean {
    const span = this.#isWhole ? this.#span : coverSight(this.#sums, this.#span, sight);
    if (span === this.#span) return false;
    this.#draw(span);
    return true;
  }

  #draw(span: Span): void {
    this.#span = span;
    const spans = this.#isWhole ? [{ start: 0, end: Infinity }] : [span, ...this.#inUse()];
    this.#publish({ ...this.#state, drawing: layOut(this.#sums, spans) });
  }

  #follow(isFollowing: boolean): void {
    if (isFollowing !== this.#state.isFollowing) this.#publish({ ...this.#state, isFollowing });
  }

  #publish(state: LogState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #reach(place: Place): void {
    if (place === 'end') return this.#scrollTo(Infinity);
    this.#scrollTo(this.#lead + this.#sums.before(place.index) - place.offset);
    if (this.#isAtEnd) this.#follow(true);
  }

  #scrollTo(top: number): void {
    if (this.#pane) this.#pane.scrollTop = Math.min(top, this.#pane.scrollHeight);
    this.#note();
  }

  /** How far the page has to be scrolled for the line that is read to be where it was. */
  #drift(): number {
    if (!this.#held) return 0;
    const { index, offset } = this.#held;
    return this.#sums.before(index) - offset - this.#sight().top;
  }

  #note(): void {
    if (!this.#pane) return;
    this.#left = { top: this.#pane.scrollTop, most: this.#most };
    const { top } = this.#sight();
    const index = this.#sums.placeOf(Math.max(0, top));
    const { runs } = this.#state.drawing;
    const isDrawn = runs.some(({ start, end }) => start <= index && index < end);
    this.#held = isDrawn ? { index, offset: this.#sums.before(index) - top } : null;
  }

  #sight(): Sight {
    if (!this.#pane) return { top: 0, bottom: 0 };
    const top = this.#pane.scrollTop - this.#lead;
    return { top, bottom: top + this.#pane.clientHeight };
  }

  /** The space above the first item. */
  get #lead(): number {
    return this.#content?.offsetTop ?? 0;
  }

  get #most(): number {
    return this.#pane ? this.#pane.scrollHeight - this.#pane.clientHeight : 0;
  }

  get #isAtEnd(): boolean {
    return this.#most - (this.#pane?.scrollTop ?? 0) <= nearEnd;
  }

  /** What would be missed: the item that has the focus, what is selected, what was unfolded. */
  #inUse(): Span[] {
    const content = this.#content;
    if (!content) return [];
    const unfolded = [...content.querySelectorAll('[aria-expanded="true"], details[open]')];
    const places = [document.activeElement, ...unfolded].map((node) => placeIn(content, node));
    const spans = places.filter((place) => place !== null).map(only);
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return spans;
    const ends = [selection.anchorNode, selection.focusNode]
      .map((node) => placeIn(content, node))
      .filter((place) => place !== null);
    if (ends.length === 0) return spans;
    return [...spans, { start: Math.min(...ends), end: Math.max(...ends) + 1 }];
  }

  #point(index: number): void {
    this.#pointOut = null;
    const item = this.#content?.querySelector<HTMLElement>(`:scope > [data-index="${index}"]`);
    if (!item) return;
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    const backgroundColor = ['var(--color-medium-soft)', 'transparent'];
    item.animate({ backgroundColor }, { duration: 3_000, easing: 'ease-in' });
  }

  /** Paper has no scrolling. */
  #showWhole(isWhole: boolean): void {
    if (isWhole) this.#target = this.place;
    this.#isWhole = isWhole;
    this.#draw(this.#span);
  }
}

function only(index: number): Span {
  return { start: index, end: index + 1 };
}

function indexOf(item: Element): number | null {
  const { index } = (item as HTMLElement).dataset;
  return index === undefined ? null : Number(index);
}

/** The place of the item that a node is in. */
function placeIn(content: Element, node: Node | null): number | null {
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const item = element?.closest('[data-index]');
  return item && item.parentElement === content ? indexOf(item) : null;
}
