/**
 * The parser's answer for text without any markup, without asking it. Most of what streams is a line
 * of words, in a paragraph or behind the marker of an item, that grows by a few of them a frame.
 *
 * Its one law: it says what the parser would say, or nothing.
 */
import type { List, Paragraph, RootContent } from 'mdast';

/** Words of one line, of whose signs none can mean anything. */
const words = /^\p{L}[^*_`[\]\\<>&~|@#\p{Cc}\uFEFF\u2028\u2029]*$/u;
const marker = /^(?:[-+*]|(\d{1,9})[.)]) (?=\p{L})/u;
const address = /:\/\/|www\./i;

export function readPlain(source: string): RootContent[] | undefined {
  if (words.test(source)) return address.test(source) ? undefined : [paragraph(source, 0)];
  const [mark, number] = marker.exec(source) ?? [];
  if (mark === undefined) return undefined;
  const rest = source.slice(mark.length);
  return words.test(rest) && !address.test(rest) ? [list(source, mark, number)] : undefined;
}

function paragraph(source: string, start: number): Paragraph {
  const value = source.slice(start).replace(/ +$/, '');
  const text = { type: 'text', value, position: span(start, start + value.length) } as const;
  return { type: 'paragraph', children: [text], position: span(start, source.length) };
}

function list(source: string, mark: string, number: string | undefined): List {
  const content = paragraph(source, mark.length);
  const position = span(0, source.length);
  return {
    type: 'list',
    ordered: number !== undefined,
    start: number === undefined ? null : Number(number),
    spread: false,
    children: [{ type: 'listItem', spread: false, checked: null, children: [content], position }],
    position,
  };
}

const span = (start: number, end: number) => ({
  start: { line: 1, column: start + 1, offset: start },
  end: { line: 1, column: end + 1, offset: end },
});
