/**
 * What of a thread is new: a message comes under two names, by two transports, and again in history.
 *
 * Pure but for what it remembers. Its one law: a message is told once, and once more only where its
 * server changed it.
 */
import type { Content, Heard } from './convert.ts';

/** `foreign`: it belongs to another conversation, or to somebody else. */
export type Novelty = 'new' | 'changed' | 'repeated' | 'foreign';

export interface ThreadOptions {
  readonly scope: string;
  readonly participantId: string;
  /** Messages that were shown before, of which it is not known what they said. */
  readonly seen: readonly string[];
}

export class Thread {
  #options: ThreadOptions;
  /** What each message said, by its id; `null` where it is not known. */
  #said: Map<string, string | null>;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#said = new Map(options.seen.map((id) => [id, null]));
  }

  note({ mark, scope, participantId, content }: Heard): Novelty {
    const isElsewhere = scope !== null && scope !== this.#options.scope;
    const isOfOther = participantId !== null && participantId !== this.#options.participantId;
    if (isElsewhere || isOfOther) return 'foreign';
    const said = fingerprint(content);
    const before = this.#said.get(mark.id);
    this.#said.set(mark.id, said);
    if (before === undefined) return 'new';
    return before === null || before === said ? 'repeated' : 'changed';
  }
}

function fingerprint(content: Content | null): string {
  return JSON.stringify(content);
}

/** As they were said; the server's list begins with the newest, and the same instant keeps its order. */
export function inOrderSaid(newestFirst: readonly Heard[]): readonly Heard[] {
  return newestFirst.toReversed().sort((a, b) => a.mark.saidAt - b.mark.saidAt);
}
