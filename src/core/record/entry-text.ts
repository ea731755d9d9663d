/**
 * What a message of a kept conversation says, for whoever reads it with whatever program: the words
 * as they were said, with what has to be known about them in plain sight.
 *
 * Its one law: a reply that is not whole never reads as one that is.
 */
import type { Alert } from '../alert.ts';
import { sayDataCard } from '../data-card.ts';
import { sayHandover } from '../handover.ts';
import type { Exchange, Message, Remark, TurnFailure } from '../conversation.ts';
import { isQueued, replyText } from '../conversation.ts';
import type { PatientProfile } from '../patient-profile.ts';
import { profileLines } from '../patient-profile.ts';
import { formatDuration } from '../../lib/format-time.ts';
import type { Span } from './envelope.ts';

export interface Said {
  readonly text: string;
  /** Where the words stand in it; `null` where it is nothing but them. */
  readonly words: Span | null;
}

/** Words with something before or after them. */
function said(words: string, { before = '', after = '' }): Said {
  if (before === '' && after === '') return { text: words, words: null };
  const from = before.length;
  return { text: `${before}${words}${after}`, words: [from, from + words.length] };
}

export function sayMessage(exchange: Exchange): Said {
  const { action, text }: Message = exchange.message;
  return said(text, {
    before: action === 'order' ? 'Order: ' : '',
    after: isQueued(exchange) ? '\n\n[Never sent.]' : '',
  });
}

export function sayReply({ turn, delivery }: Exchange): Said {
  const words = replyText(turn);
  const gap = words === '' ? '' : '\n\n';
  if (turn.phase === 'interrupted') {
    const doubt =
      delivery.status === 'uncertain' ? ' It is not known whether the message arrived.' : '';
    return said(words, { after: `${gap}[${explainEnd(turn.failure, words)}${doubt}]` });
  }
  return said(words, { after: words === '' ? '[The reply had no words.]' : '' });
}

/** Why a reply ended before it was whole, in a sentence. `words`: what came of it. */
export function explainEnd(failure: TurnFailure, words: string): string {
  const incomplete = words === '' ? 'No reply' : 'Incomplete, do not rely on it';
  switch (failure.kind) {
    case 'stopped':
      return words === ''
        ? 'Stopped by the reader before the reply began.'
        : 'Stopped here by the reader; what came after this was dropped.';
    case 'connection-lost':
      return `${incomplete}: the connection was lost.`;
    case 'no-answer':
      return `No reply within ${formatDuration(failure.limit)}.`;
    case 'overdue':
      return `No reply within ${formatDuration(failure.limit)}; the server may have gone on with it.`;
    case 'stalled':
      return `${incomplete}: the assistant fell silent for ${formatDuration(failure.limit)}.`;
    case 'unreadable':
      return `${incomplete}: a part of it could not be read.`;
    case 'refused':
      return words === ''
        ? `The message was not accepted: ${failure.detail}`
        : `${incomplete}: the server broke it off. It said: ${failure.detail}`;
    case 'assistant-failed':
      return `${incomplete}: the assistant could not answer. It said: ${failure.detail}`;
    case 'budget-exhausted':
      return `${incomplete}: the budget is exhausted, and the server closed the line.`;
  }
}

const flagged = { emergency: 'Emergency flagged by', urgent: 'Urgent, flagged by' };

export function sayAlert({ severity, text }: Alert, assistant: string): Said {
  return said(text, { before: `${flagged[severity]} ${assistant}: ` });
}

const acknowledged = {
  emergency: 'Acknowledged the emergency',
  urgent: 'Acknowledged the urgent alert',
};

export function sayAcknowledgement({ severity }: Alert, reason: string): Said {
  const what = acknowledged[severity];
  return reason === '' ? said('', { before: `${what}.` }) : said(reason, { before: `${what}: ` });
}

export function sayRemark({ content }: Remark): Said {
  switch (content.kind) {
    case 'notice':
      return said(content.text, {});
    case 'memory-lost':
      return said('', {
        before: 'A new connection was made. The assistant does not remember what is above.',
      });
    case 'handover':
      return said('', { before: sayHandover(content) });
    case 'data':
      return said('', { before: sayDataCard(content.card) });
  }
}

export function sayProfile(profile: PatientProfile): Said {
  const lines = profileLines(profile).map(([name, value]) => `${name}: ${value}`);
  return said('', {
    before: lines.length === 0 ? 'Patient: nothing stated.' : `Patient\n${lines.join('\n')}`,
  });
}
