/**
 * Reads an open fence line by line: inside it nothing is markup, so nothing has to be parsed.
 * Only for fences at the margin and in text without carriage returns; others are parsed as a whole.
 */
import type { Code } from 'mdast';
import type { CodeBlock } from './document.ts';
import type { Grouped } from './grouped.ts';
import { append } from './grouped.ts';
import { linesTogether } from './lines.ts';

export interface OpenFence {
  readonly key: number;
  /** The character of the fence and how many of it close it. */
  readonly mark: string;
  readonly length: number;
  readonly language: string | undefined;
  readonly lines: Grouped<string>;
  /** Where the lines begin that are not settled. */
  readonly offset: number;
}

export function openFence(text: string, node: Code, start: number): OpenFence | undefined {
  const match = /^(`{3,}|~{3,})[^\n]*\n/.exec(text.slice(start));
  const isAtMargin = start === 0 || text[start - 1] === '\n';
  if (match === null || !isAtMargin || text.includes('\r', start)) return undefined;
  const [line, run = ''] = match;
  const language = node.lang?.split(/\s+/)[0];
  const mark = run.charAt(0);
  return { key: start, mark, length: run.length, language, lines: [], offset: start + line.length };
}

export interface ReadFence {
  readonly fence: OpenFence;
  readonly block: CodeBlock;
  /** Where the text behind the fence begins, once it is closed. */
  readonly end: number | undefined;
}

export function readFence(before: OpenFence, text: string, isGrowing: boolean): ReadFence {
  let fence = before;
  let at = before.offset;
  let count = 0;
  while (at < text.length) {
    const next = text.indexOf('\n', at) + 1;
    const line = text.slice(at, next === 0 ? text.length : next);
    if (next === 0 && isGrowing) break;
    if (isClosing(fence, line)) return close(fence, text.slice(fence.offset, at), at + line.length);
    at += line.length;
    count += 1;
    // Only whole lines: what the last one lacks is added when the reply ends.
    if (next !== 0 && count % linesTogether === 0) {
      const lines = append(fence.lines, [asShown(text.slice(fence.offset, at))]);
      fence = { ...fence, lines, offset: at };
    }
  }
  if (!isGrowing) return close(fence, text.slice(fence.offset), text.length);
  const half = text.slice(at);
  const shown = mayClose(fence, half) ? text.slice(fence.offset, at) : text.slice(fence.offset);
  return { fence, block: toBlock(fence, shown), end: undefined };
}

function isClosing({ mark, length }: OpenFence, line: string): boolean {
  const run = /^ {0,3}([`~]+)[ \t]*\n?$/.exec(line)?.[1];
  return run !== undefined && run.length >= length && [...run].every((sign) => sign === mark);
}

const mayClose = ({ mark }: OpenFence, line: string) =>
  /^ {0,3}[`~]*[ \t]*$/.test(line) && line.trim().replaceAll(mark, '') === '';

function close(fence: OpenFence, rest: string, end: number): ReadFence {
  const isWhole = rest === '' || rest.endsWith('\n');
  return { fence, block: toBlock(fence, isWhole ? rest : `${rest}\n`), end };
}

/** The parser puts this sign in the place of one that no page can show. */
const asShown = (code: string) => code.replaceAll('\0', '\uFFFD');

function toBlock({ key, language, lines }: OpenFence, rest: string): CodeBlock {
  // A single blank line is nothing, as in the parser's tree.
  const isNothing = rest === '' || (lines.length === 0 && rest === '\n');
  const all = isNothing ? lines : append(lines, [asShown(rest)]);
  return { key, frame: { kind: 'code', language }, lines: all };
}
