/**
 * The words of one line, and the marks in it that can mean only one thing: bold, italics, code and a
 * link with a whole address, each around words and nothing else.
 *
 * Its one law: it says what the parser would say, or nothing.
 */
import type { Paragraph, PhrasingContent } from 'mdast';

/** A stretch of one line of the source. */
export interface Stretch {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** Where its line starts. */
  readonly lineStart: number;
}

export interface Position {
  readonly start: Point;
  readonly end: Point;
}

interface Point {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

const sign = String.raw`[^*_\x60[\]\\<>&~|@#!\p{Cc}\uFEFF\u2028\u2029]`;
const words = String.raw`[\p{L}\p{N}](?:${sign}*[\p{L}\p{N}])?`;
const opens = String.raw`(?<=^|[ (])`;
const closes = String.raw`(?=[ .,:;!?)]|$)`;
const code = String.raw`[^\x60\s\p{Cc}](?:[^\x60\p{Cc}]*[^\x60\s\p{Cc}])?`;
const address = String.raw`https?:\/\/[\w./?=%+-]+`;

/** One part of a line: text, bold, italics, code, a link. */
const part = new RegExp(
  [
    String.raw`((?:${sign}|!(?!\[))+)`,
    String.raw`${opens}\*\*(${words})\*\*${closes}`,
    String.raw`${opens}\*(${words})\*${closes}`,
    String.raw`\x60(${code})\x60(?!\x60)`,
    String.raw`\[(${words})\]\((${address})\)`,
  ].join('|'),
  'yu',
);

/** Words that might be an address, which needs no mark to be a link. */
const mayBeAddress = /:\/\/|www\./i;

export function readLine(stretch: Stretch): PhrasingContent[] | undefined {
  const { source, start, end } = stretch;
  // Only spaces: others that look like one are words to the parser.
  const text = source.slice(start, end).replace(/ +$/, '');
  const nodes: PhrasingContent[] = [];
  for (part.lastIndex = 0; part.lastIndex < text.length;) {
    const at = part.lastIndex;
    const match = part.exec(text);
    const node =
      match === null
        ? undefined
        : toNode(match, (from, to) => positionOf(stretch, start + at + from, start + at + to));
    if (node === undefined) return undefined;
    nodes.push(node);
  }
  return nodes;
}

/** One paragraph out of lines that follow each other. */
export function readParagraph(lines: readonly Stretch[]): Paragraph | undefined {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) return undefined;
  // Spaces at the end of a line may break it.
  if (lines.some((line) => line !== last && line.source[line.end - 1] === ' ')) return undefined;
  let children: PhrasingContent[] | undefined;
  for (const line of lines) {
    const more = readLine(line);
    children = children === undefined ? more : more && join(children, more);
    if (children === undefined) return undefined;
  }
  if (children === undefined) return undefined;
  const { start } = positionOf(first, first.start, first.start);
  const { end } = positionOf(last, last.end, last.end);
  return { type: 'paragraph', children, position: { start, end } };
}

/** Where words go on with words on the next line, they are one text. */
function join(
  before: readonly PhrasingContent[],
  after: readonly PhrasingContent[],
): PhrasingContent[] | undefined {
  const last = before.at(-1);
  const [first, ...others] = after;
  if (last?.type !== 'text' || first?.type !== 'text') return undefined;
  if (last.position === undefined || first.position === undefined) return undefined;
  const value = `${last.value}\n${first.value}`;
  const position = { start: last.position.start, end: first.position.end };
  return [...before.slice(0, -1), { type: 'text', value, position }, ...others];
}

function toNode(
  [whole, plain, strong, emphasis, inlineCode, linked, url]: RegExpExecArray,
  between: (from: number, to: number) => Position,
): PhrasingContent | undefined {
  const position = between(0, whole.length);
  if (inlineCode !== undefined) return { type: 'inlineCode', value: inlineCode, position };
  const value = plain ?? strong ?? emphasis ?? linked ?? '';
  if (mayBeAddress.test(value)) return undefined;
  if (plain !== undefined) return { type: 'text', value, position };
  const from = strong === undefined ? 1 : 2;
  const children = [{ type: 'text' as const, value, position: between(from, from + value.length) }];
  if (url !== undefined) return { type: 'link', title: null, url, children, position };
  return { type: strong === undefined ? 'emphasis' : 'strong', children, position };
}

export function positionOf({ line, lineStart }: Stretch, start: number, end: number): Position {
  const pointAt = (offset: number) => ({ line, column: offset - lineStart + 1, offset });
  return { start: pointAt(start), end: pointAt(end) };
}

/** @param mark sticky: what the stretch has to begin with */
export function matchAt(mark: RegExp, { source, start }: Stretch): RegExpExecArray | null {
  mark.lastIndex = start;
  return mark.exec(source);
}

/** Whether no empty line is between this line and the one before. */
export function isDirectlyBehind(lines: readonly Stretch[], index: number): boolean {
  const line = lines[index];
  return line !== undefined && line.line - 1 === lines[index - 1]?.line;
}
