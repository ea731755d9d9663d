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
import type { Construct, Extension } from 'micromark-util-types';
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
const rightBracket = 93;

export function parse(source: string, labels: Labels = noLabels): RootContent[] {
  const plain = readPlain(source);
  if (plain !== undefined) return plain;
  const mayCite = labels !== noLabels && source.includes('[');
  const extensions = mayCite ? [syntax, knowing(labels)] : [syntax];
  // The parser drops one byte order mark: that of a file, which a part of a reply does not have.
  const whole = source.startsWith(byteOrderMark) ? byteOrderMark + source : source;
  return fromMarkdown(whole, { extensions, mdastExtensions: trees }).children;
}

/** The parser asks its list of labels when it meets a bracket; ours are added just before. */
function knowing(labels: Labels): Extension {
  const construct: Construct = {
    name: 'labelsDefinedElsewhere',
    tokenize(_effects, _ok, nok) {
      const { parser } = this;
      parser.defined = merge(parser.defined, labels.links);
      parser.gfmFootnotes = merge(parser.gfmFootnotes ?? [], labels.notes);
      return nok;
    },
  };
  return { text: { [leftBracket]: construct, [rightBracket]: construct } };
}

function merge(own: string[], others: readonly string[]): string[] {
  const missing = others.filter((label) => !own.includes(label));
  return missing.length === 0 ? own : [...own, ...missing];
}
