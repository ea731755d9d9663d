/**
 * How high an exchange may be on a screen, in pixels, before anybody has seen it there. It need not
 * be right: it gives the scroll bar its length, and a far jump its place.
 */
import type { Exchange } from '../../core/conversation.ts';
import { replyText } from '../../core/conversation.ts';

/** The bubble and the lines around a reply that are there however short the texts are. */
const frame = 190;
const lineHeight = 23;
const charactersPerLine = 95;

export function estimateHeight(exchange: Exchange | undefined): number {
  if (!exchange) return frame;
  const lines = countLines(exchange.message.text) + countLines(replyText(exchange.turn));
  return frame + lines * lineHeight;
}

/** By length alone: to look for line breaks in every text costs more than it gives. */
function countLines(text: string): number {
  return Math.ceil(text.length / charactersPerLine);
}
