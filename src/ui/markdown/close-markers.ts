/**
 * Makes the open end of a growing reply fit to be seen: what is half written is closed, or held back
 * until it is clear what it becomes. Display only: what is settled never went through here.
 *
 * Its one law: of half a link only the words are shown, never the address. Complete lines keep
 * their length and their breaks, so that what the parser says of them is true of the text itself.
 */

import { indexOfMatch } from '../../lib/index-of-match.ts';

/** Takes the place of a sign that is not to be seen. */
const unseen = '\u2060';

/** A line that may yet become a rule, an underline, an item, a fence, a quote or a row. */
const undecided = /^[ \t]*(?:[-=*_+#`~>|: \t]+|\d{1,9}[.)]?[ \t]*)$/;
const startsBlock = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]|\|)/;
const fence = /^[ \t>]*(?:[-*+] +|\d{1,9}[.)] +)?(?:`{3,}|~{3,})/;

export function closeMarkers(source: string): string {
  const start = source.lastIndexOf('\n') + 1;
  if (undecided.test(source.slice(start))) return source.slice(0, start);
  const lines = source.split('\n');
  if (lines.filter((line) => fence.test(line)).length % 2 === 1) return source;
  const first = findStart(lines);
  const kept = lines.slice(0, first).map((line) => `${line}\n`);
  return kept.join('') + closeInline(lines.slice(first).join('\n'));
}

/** Nothing inline reaches over a blank line or into the next item. */
function findStart(lines: readonly string[]): number {
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const line = lines[index] ?? '';
    if (startsBlock.test(line)) return index;
    if (line.trim() === '') return index;
  }
  return 0;
}

interface Open {
  readonly mark: string;
  readonly at: number;
}

function closeInline(text: string): string {
  const source = unlinkAddress(holdBack(text));
  const open: Open[] = [];
  const next = (start: number) => indexOfMatch(source, sign, start);
  for (let at = next(0); at < source.length; at = next(at + 1)) {
    const character = source[at];
    if (character === '\\') at += 1;
    else if (character === '`') {
      const run = runAt(source, at);
      const end = findRun(source, run, at + run.length);
      if (end === undefined) return closeCode(source, at, run, open);
      at = end + run.length - 1;
    } else if (character === '[') open.push({ mark: '[', at });
    else if (character === ']') {
      const end = closeBracket(source, at, open);
      const words = end === undefined ? withoutLink(source, at, open) : undefined;
      if (words !== undefined) return closeInline(words);
      at = end ?? at;
    } else {
      const run = runAt(source, at);
      readRun(source, at, run, open);
      at += run.length - 1;
    }
  }
  return withClosers(withoutBrackets(source, open), open);
}

/** All that may open or close something. */
const sign = /[\\`[\]*_~]/g;

/** Half a bare address is text: it would lead to half a host. */
function unlinkAddress(text: string): string {
  const isDefinition = /^[ \t>]*\[/.test(text.slice(text.lastIndexOf('\n') + 1));
  if (isDefinition) return text;
  return text.replace(
    /(?<=^|[\s*_~(])(https?:|www)(?=(?:\/\/|\.)\S*$)/i,
    (start, ...[, at, whole]) => (String(whole)[Number(at) - 2] === ']' ? start : start + unseen),
  );
}

/** The half of something that could turn into anything: an entity, an address in <>, a backslash. */
function holdBack(text: string): string {
  return text
    .replace(/&#?\w{0,31}$/, '')
    .replace(/<[a-z/!?][^\s<>]*$/i, '')
    .replace(/!$/, '')
    .replace(/(?<!\\)(?:\\\\)*\\$/, '')
    .replace(/(?<=\s|^)(?:\*+|_+|~+|`+)$/, '');
}

function runAt(source: string, at: number): string {
  const character = source[at];
  let end = at + 1;
  while (source[end] === character) end += 1;
  return source.slice(at, end);
}

function findRun(source: string, run: string, from: number): number | undefined {
  for (let at = source.indexOf('`', from); at !== -1; at = source.indexOf('`', at)) {
    const found = runAt(source, at);
    if (found === run) return at;
    at += found.length;
  }
  return undefined;
}

function closeCode(source: string, at: number, run: string, open: readonly Open[]): string {
  const inside = source.slice(at + run.length).replace(/`+$/, '');
  if (inside.trim() === '') return withClosers(source.slice(0, at), open);
  const closed = `${source.slice(0, at + run.length)}${inside}${run}`;
  return withClosers(withoutBrackets(closed, open), open);
}

/** End of what a bracket closes; nothing while an address behind it is open. */
function closeBracket(source: string, at: number, open: Open[]): number | undefined {
  const bracket = open.findLastIndex(({ mark }) => mark === '[');
  if (bracket === -1) return at;
  const next = source[at + 1];
  const closing = next === '(' ? ')' : next === '[' ? ']' : undefined;
  if (closing === undefined) {
    open.splice(bracket);
    return at;
  }
  const end = source.indexOf(closing, at + 2);
  if (end === -1) return undefined;
  open.splice(bracket);
  return end;
}

/** The words of a link whose address is not complete; nothing if that goes over a line. */
function withoutLink(source: string, at: number, open: readonly Open[]): string | undefined {
  if (source.includes('\n', at)) return undefined;
  const bracket = open.findLast(({ mark }) => mark === '[')?.at ?? at;
  return hideBracket(source.slice(0, at), bracket);
}

function hideBracket(source: string, at: number): string {
  const isImage = source[at - 1] === '!';
  const start = isImage ? at - 1 : at;
  return source.slice(0, start) + unseen.repeat(isImage ? 2 : 1) + source.slice(at + 1);
}

/** Open brackets are not shown, nor is a footnote's half label. */
function withoutBrackets(source: string, open: readonly Open[]): string {
  let shown = source;
  for (const { mark, at } of open) {
    if (mark !== '[') continue;
    const rest = source.slice(at);
    if (/^\[(?:\^[^\n]*|[ xX]?)$/.test(rest)) return shown.slice(0, at);
    shown = hideBracket(shown, at);
  }
  return shown;
}

function readRun(source: string, at: number, run: string, open: Open[]): void {
  const before = source[at - 1] ?? ' ';
  const after = source[at + run.length] ?? ' ';
  const top = open.findLastIndex(({ mark }) => mark === run);
  if (/\S/.test(before) && top !== -1) open.splice(top);
  else if (/\S/.test(after) && !(run.startsWith('_') && /\w/.test(before)) && run.length <= 3) {
    if (run !== '~') open.push({ mark: run, at });
  }
}

function withClosers(source: string, open: readonly Open[]): string {
  const marks = open.filter(({ mark }) => mark !== '[').map(({ mark }) => mark);
  const last = marks.at(-1);
  if (last === undefined) return source;
  let shown = source.trimEnd();
  while (last.startsWith(shown.at(-1) ?? ' ')) shown = shown.slice(0, -1);
  return shown + marks.toReversed().join('');
}
