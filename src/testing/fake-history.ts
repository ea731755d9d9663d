/**
 * A history in memory, whose every call can be made to go wrong.
 *
 * It keeps to the port: an error of `core/errors.ts`, and what happened before it. Its one law: what
 * takes effect does so once for each call, whatever the caller is told.
 */
import type { Clock } from '../core/clock.ts';
import {
  BadFrame,
  RateLimited,
  Rejected,
  ServerFault,
  TimedOut,
  Unreachable,
} from '../core/errors.ts';
import type {
  HistoryBackend,
  KeptConversation,
  KeptDescription,
  KeptMessage,
  ListedConversation,
  NewMessage,
  Page,
  PageRequest,
} from '../core/history.ts';

/**
 * `before`: the call had no effect, `after`: it had. `late`: it has one a while after it was given
 * up. `never`: no answer comes, and the call has had its effect or not.
 */
export type HistoryFault =
  | 'time-out before'
  | 'time-out after'
  | 'time-out, late'
  | 'lost before'
  | 'lost after'
  | '500 before'
  | '500 after'
  | '429'
  | 'unreadable before'
  | 'unreadable after'
  | 'never, before'
  | 'never, after';

export const historyFaults: readonly HistoryFault[] = [
  ...([
    'time-out before',
    'time-out after',
    'time-out, late',
    'lost before',
    'lost after',
  ] as const),
  ...(['500 before', '500 after', '429', 'unreadable before', 'unreadable after'] as const),
];

export type HistoryCall =
  'list' | 'read' | 'create' | 'describe' | 'end' | 'readMessages' | 'append' | 'deleteMessage';

interface Kept extends KeptConversation {
  readonly messages: KeptMessage[];
}

/** Milliseconds after which a call that was given up takes effect. */
const lateness = 8_000;

export class FakeHistory implements HistoryBackend {
  /** In the order in which they were made. */
  readonly conversations: Kept[] = [];
  /** Every call so far. */
  readonly calls: HistoryCall[] = [];
  /** What goes wrong with a call, by its number from 0; an error is thrown before any effect. */
  fault: (index: number, call: HistoryCall, id: string) => HistoryFault | Error | null = () => null;
  /** It keeps no names of who wrote. */
  forgetsEnvelopes = false;
  #clock: Clock;
  #ids = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  list({ limit, after }: PageRequest): Promise<Page<ListedConversation>> {
    return this.#call('list', '', () => {
      const all = this.conversations.toReversed().map(({ messages, ...kept }) => ({
        ...{ ...kept, lastMessage: messages.at(-1) ?? null },
      }));
      return pageOf(all, limit, after);
    });
  }

  read(id: string): Promise<KeptConversation> {
    return this.#call('read', id, () => this.#find(id));
  }

  create(name: string, instructions: string | null): Promise<string> {
    return this.#call('create', name, () => {
      const id = this.#newId();
      const startedAt = this.#clock.now();
      this.conversations.push({ id, name, instructions, startedAt, endedAt: null, messages: [] });
      return id;
    });
  }

  describe(id: string, { name, instructions }: KeptDescription): Promise<KeptConversation> {
    const change = {
      ...(name !== undefined && { name }),
      ...(instructions !== undefined && { instructions }),
    };
    return this.#call('describe', id, () => this.#change(id, change));
  }

  end(id: string): Promise<KeptConversation> {
    return this.#call('end', id, () => this.#change(id, { endedAt: this.#clock.now() }));
  }

  readMessages(
    id: string,
    { limit, after, order }: PageRequest & { readonly order: 'oldest-first' | 'newest-first' },
  ): Promise<Page<KeptMessage>> {
    return this.#call('readMessages', id, () => {
      const { messages } = this.#find(id);
      return pageOf(order === 'oldest-first' ? messages : messages.toReversed(), limit, after);
    });
  }

  append(id: string, { by, text, answers, assistantId }: NewMessage): Promise<string> {
    return this.#call('append', id, () => {
      const made: KeptMessage = {
        ...{ id: this.#newId(), by, text, state: 'whole', at: this.#clock.now() },
        answers: answers ?? null,
        assistantId: this.forgetsEnvelopes ? null : (assistantId ?? null),
      };
      this.#find(id).messages.push(made);
      return made.id;
    });
  }

  deleteMessage(id: string, messageId: string): Promise<void> {
    return this.#call('deleteMessage', id, () => {
      const { messages } = this.#find(id);
      messages.splice(
        messages.findIndex((message) => message.id === messageId),
        1,
      );
    });
  }

  async #call<Result>(call: HistoryCall, id: string, effect: () => Result): Promise<Result> {
    const index = this.calls.push(call) - 1;
    const fault = this.fault(index, call, id);
    if (fault instanceof Error) throw fault;
    if (fault === null) {
      await Promise.resolve();
      return effect();
    }
    if (fault === 'time-out, late') this.#clock.after(lateness, effect);
    if (fault.endsWith('after')) effect();
    if (fault.startsWith('never')) return new Promise<never>(() => undefined);
    throw errorOf(fault);
  }

  #find(id: string): Kept {
    const found = this.conversations.find((each) => each.id === id);
    if (!found) throw new Rejected(404, 'not_found');
    return found;
  }

  #change(id: string, change: Partial<Kept>): Kept {
    const changed = { ...this.#find(id), ...change };
    this.conversations.splice(
      this.conversations.findIndex((each) => each.id === id),
      1,
      changed,
    );
    return changed;
  }

  #newId(): string {
    return (++this.#ids).toString(16).padStart(24, '0');
  }
}

function errorOf(fault: HistoryFault): Error {
  if (fault.startsWith('time-out')) return new TimedOut(15_000);
  if (fault.startsWith('lost')) return new Unreachable('No answer from the server');
  if (fault.startsWith('500')) return new ServerFault(500);
  if (fault === '429') return new RateLimited('slow down', 3_000);
  return new BadFrame('The server answered with a web page instead of data');
}

/** As running servers do: a full page names a next one, even where there is none. */
function pageOf<Item extends { readonly id: string }>(
  all: readonly Item[],
  limit: number,
  after: string | null,
): Page<Item> {
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const items = all.slice(from, from + limit);
  return { items, next: items.length === limit ? (items.at(-1)?.id ?? null) : null };
}
