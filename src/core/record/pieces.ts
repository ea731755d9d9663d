/** The messages of a kept conversation, put together where a text is spread over several. Pure. */
import type { KeptMessage } from '../history.ts';
import type { Envelope } from './envelope.ts';
import { openEnvelope } from './envelope.ts';

export interface Piece {
  readonly kept: KeptMessage;
  /** `null` where the message was not written by Bedside, or not by one that this one understands. */
  readonly envelope: Envelope | null;
  /** It was written by Bedside. */
  readonly isOurs: boolean;
  /** The whole text, with what stands around the words. */
  readonly text: string;
  /** The words alone. */
  readonly words: string;
  /** A part of the text is missing. */
  readonly hasGap: boolean;
}

/** @param messages oldest first; what is there twice counts once */
export function piecesOf(messages: readonly KeptMessage[]): readonly Piece[] {
  const parts = new Map<string, string>();
  const opened = messages.map((kept) => ({ kept, opened: openEnvelope(kept.assistantId) }));
  const seen = new Set<string>();
  const first = opened.filter(({ kept, opened: envelope }) => {
    if (typeof envelope === 'string') return true;
    const part = envelope.content.kind === 'more' ? envelope.content.part : 1;
    const name = `${part} ${envelope.id}`;
    if (seen.has(name)) return false;
    seen.add(name);
    if (part > 1) parts.set(name, kept.text);
    return part === 1;
  });
  return first.map(({ kept, opened: envelope }) =>
    typeof envelope === 'string'
      ? toPlain(kept, envelope === 'unreadable')
      : join(kept, envelope, parts),
  );
}

function toPlain(kept: KeptMessage, isOurs: boolean): Piece {
  const { text } = kept;
  return { kept, envelope: null, isOurs, text, words: text, hasGap: false };
}

function join(kept: KeptMessage, envelope: Envelope, parts: ReadonlyMap<string, string>): Piece {
  const texts = Array.from({ length: Math.max(0, envelope.parts - 1) }, (_, index) =>
    parts.get(`${index + 2} ${envelope.id}`),
  );
  const missing = texts.indexOf(undefined);
  const present = missing === -1 ? texts : texts.slice(0, missing);
  const text = [kept.text, ...present].join('');
  const [from, to] = envelope.words ?? [0, text.length];
  // A text that somebody shortened is shown as it is.
  const words = to <= text.length ? text.slice(from, to) : text;
  return { kept, envelope, isOurs: true, text, words, hasGap: missing !== -1 };
}
