/**
 * Which messages of a history make up a message or a reply that is shown. Pure.
 *
 * It goes by the same rules as `read-record.ts`. Its one law: what is said beside the turns, an alert
 * above all, is part of none.
 */
import type { KeptMessage } from '../history.ts';
import type { Envelope } from './envelope.ts';
import { openEnvelope } from './envelope.ts';

export interface ExchangeParts {
  /** Ids in the history, oldest first. */
  readonly message: readonly string[];
  readonly reply: readonly string[];
}

type Part = keyof ExchangeParts;

/**
 * By the id of the exchange.
 *
 * @param messages oldest first
 */
export function keptPartsOf(messages: readonly KeptMessage[]): ReadonlyMap<string, ExchangeParts> {
  const parts = new Parts();
  for (const message of messages) parts.take(message);
  return parts.byExchange;
}

class Parts {
  readonly byExchange = new Map<string, ExchangeParts>();
  /** Where the text of an entry goes on. */
  #entries = new Map<string, { exchangeId: string; part: Part }>();
  /** Of a question by somebody else: the exchange that it is. */
  #questions = new Map<string, string>();
  #last: string | null = null;

  take(kept: KeptMessage): void {
    const envelope = openEnvelope(kept.assistantId);
    if (envelope === 'unreadable') return;
    if (envelope === 'foreign') return this.#takeForeign(kept);
    const place = this.#placeOf(envelope);
    if (!place) return;
    this.#entries.set(envelope.id, place);
    if (place.part === 'message') this.#questions.set(kept.id, place.exchangeId);
    this.#add(place.exchangeId, place.part, kept.id);
  }

  #placeOf({ id, content }: Envelope): { exchangeId: string; part: Part } | undefined {
    switch (content.kind) {
      case 'message':
        return { exchangeId: content.messageId, part: 'message' };
      case 'reply':
        return { exchangeId: content.messageId, part: 'reply' };
      case 'more':
        return this.#entries.get(id);
      default:
        return undefined;
    }
  }

  #takeForeign({ id, by, answers }: KeptMessage): void {
    if (by === 'clinician') {
      this.#questions.set(id, id);
      this.#last = id;
      return this.#add(id, 'message', id);
    }
    const exchangeId = answers === null ? this.#last : this.#questions.get(answers);
    const isFree = exchangeId && this.byExchange.get(exchangeId)?.reply.length === 0;
    if (isFree) this.#add(exchangeId, 'reply', id);
  }

  #add(exchangeId: string, part: Part, keptId: string): void {
    const before = this.byExchange.get(exchangeId) ?? { message: [], reply: [] };
    this.byExchange.set(exchangeId, { ...before, [part]: [...before[part], keptId] });
    this.#last = exchangeId;
  }
}
