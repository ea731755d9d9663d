/**
 * A conversation in a few words, for an assistant that has forgotten it. Pure.
 *
 * It owns what goes in and how it is shortened, and sends nothing. Its one law: every line says
 * what it is, so that a reply that was not whole never reads as one that was.
 */
import type { Conversation, Exchange } from './conversation.ts';
import { isQueued, replyText } from './conversation.ts';

/** Characters, unless a server takes less. */
const usualLength = 2000;

const openings = {
  renewed:
    'The connection was renewed, so you do not have what was said before. Summary of this case so far:',
  earlier: 'You do not have an earlier conversation about this case. Summary of it:',
};

type Why = keyof typeof openings;

/**
 * Plain text of the first `turns` turns: questions with the beginning of their replies, tests with
 * their results.
 *
 * @param limit the most characters, as a server counts them
 * @returns empty where nothing was said, or nothing fits
 */
export function summarise(
  conversation: Conversation,
  turns: number = conversation.exchanges.length,
  limit: number = usualLength,
): string {
  return write(conversation.exchanges.slice(0, turns), limit, 'renewed');
}

/** The whole of an earlier conversation, for one that begins anew. */
export function summariseEarlier({ exchanges }: Conversation, limit: number = usualLength): string {
  return write(exchanges, limit, 'earlier');
}

function write(exchanges: readonly Exchange[], limit: number, why: Why): string {
  const told = exchanges.filter(isTold);
  const most = Math.min(limit, usualLength);
  // Shorter replies first, then fewer turns: what was ordered matters more than how it was put.
  for (const length of [240, 120, 60]) {
    const lines = lastLines(told, length, most - lengthOf(openings[why]));
    if (lines.length === told.length || length === 60) return join(told.length, lines, why);
  }
  return '';
}

/** What the assistant once knew: not what waits, and not what the server refused. */
function isTold(exchange: Exchange): boolean {
  return !isQueued(exchange) && exchange.delivery.status !== 'failed';
}

/** As many of the last turns as fit; no turn before those is looked at. */
function lastLines(told: readonly Exchange[], replyLength: number, most: number): string[] {
  const lines: string[] = [];
  let room = most;
  for (let index = told.length - 1; index >= 0; index--) {
    const exchange = told[index];
    if (!exchange) break;
    const line = `${index + 1}. ${describe(exchange, replyLength)}`;
    room -= lengthOf(line) + 1;
    if (room < lengthOf(gapBefore(index))) break;
    lines.unshift(line);
  }
  return lines;
}

function join(turns: number, lines: readonly string[], why: Why): string {
  if (lines.length === 0) return '';
  return `${openings[why]}${gapBefore(turns - lines.length)}\n${lines.join('\n')}`;
}

function gapBefore(leftOut: number): string {
  return leftOut === 0 ? '' : `\n(${leftOut} earlier turns left out)`;
}

const kinds = {
  ask: { message: 'Asked', reply: 'Reply' },
  order: { message: 'Test ordered', reply: 'Result' },
  diagnose: { message: 'Diagnosis proposed', reply: 'Reply' },
};

const messageLength = 200;

function describe({ message, turn }: Exchange, replyLength: number): string {
  const words = kinds[message.action];
  const said = `${words.message}: ${shorten(message.text, messageLength)}`;
  const reply = shorten(replyText(turn), replyLength);
  if (reply === '') return `${said} (no ${words.reply.toLowerCase()} arrived)`;
  const mark = turn.phase === 'finished' ? '' : ' (incomplete)';
  return `${said}\n   ${words.reply}${mark}: ${reply}`;
}

/** The first sentences that fit; the beginning of the first where none does. */
function shorten(text: string, length: number): string {
  const words = text.replace(/\s+/g, ' ').trim();
  if (lengthOf(words) <= length) return words;
  let kept = '';
  for (const sentence of words.split(/(?<=[.!?])\s+/)) {
    const longer = kept === '' ? sentence : `${kept} ${sentence}`;
    if (lengthOf(longer) > length - 2) break;
    kept = longer;
  }
  return kept === '' ? `${[...words].slice(0, length - 2).join('')} …` : `${kept} …`;
}

function lengthOf(text: string): number {
  return [...text].length;
}
