/**
 * CommonMark with GFM, read by the parser that react-markdown and remark-gfm are made of.
 *
 * Its one law: a part of a reply is read as it would be inside the whole. A reference is a link only
 * where its label is defined somewhere in the reply, so the labels are handed to the parser.
 */
import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Construct, Extension, ParseContext } from 'micromark-util-types';
import { readPlain } from './plain.ts';

/** Labels of definitions elsewhere in the reply, as the parser spells them. */
export interface Labels {
  readonly links: readonly string[];
  readonly notes: readonly string[];
}

export const noLabels: Labels = { links: [], notes: [] };

const syntax = gfm();
const trees = [gfmFromMarkdown()];
const byteOrderMark = '\uFEFF';
const leftBracket = 91;

type Grammar = ParseContext['constructs'];

const grammar = captureGrammar();

/** Where a reply begins, in characters: behind a byte order mark. */
export const startOfText = (text: string) =>
  text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;

export function parse(source: string, labels: Labels = noLabels): RootContent[] {
  const plain = readPlain(source);
  if (plain !== undefined) return plain;
  // The parser drops one byte order mark: that of a file, which a part of a reply does not have.
  const whole = source.startsWith(byteOrderMark) ? byteOrderMark + source : source;
  return fromMarkdown(whole, { extensions: [prepare(labels)], mdastExtensions: trees }).children;
}

/** The parser puts its grammar together anew for every text: half the time that a short one takes. */
function captureGrammar(): Grammar {
  const captured: Grammar[] = [];
  const capture: Construct = {
    partial: true,
    tokenize(_effects, _ok, nok) {
      captured.push(this.parser.constructs);
      return nok;
    },
  };
  fromMarkdown('a', { extensions: [syntax, { document: { null: capture } }] });
  const [whole] = captured;
  if (whole === undefined) throw new Error('The parser did not ask for its grammar');
  const { document } = whole;
  return { ...whole, document: { ...document, null: [] } };
}

/** Hands over the grammar and the labels, before the parser looks for the first block. */
function prepare(labels: Labels): Extension {
  const construct: Construct = {
    partial: true,
    tokenize(_effects, _ok, nok) {
      const { parser } = this;
      if (parser.constructs !== grammar) {
        parser.constructs = grammar;
        parser.defined = [...labels.links];
        parser.gfmFootnotes = [...labels.notes];
      }
      return nok;
    },
  };
  // What may begin with a bracket is asked for in the same breath, so it has to be named here.
  const notes = [grammar.document[leftBracket] ?? []].flat();
  return { document: { null: construct, [leftBracket]: [construct, ...notes] } };
}
