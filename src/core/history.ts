/**
 * The history role: conversations that a server keeps, whoever they were held with.
 *
 * Times are milliseconds since 1970; lists are cut into pages by a cursor that only the server
 * understands. Its one law: a record says what the server holds, and nothing that it might hold.
 */

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /**
   * Where the next page begins; `null` at the end. A server may not know that it is at the end: a
   * page after a cursor can be empty.
   */
  readonly next: string | null;
}

export interface PageRequest {
  /** How many, from 1 to 500. */
  readonly limit: number;
  /** The `next` of the page before; `null` for the first. */
  readonly after: string | null;
}

export interface KeptConversation {
  readonly id: string;
  /** `null` where it was given none. */
  readonly name: string | null;
  /** What the assistant was told to be; `null` where that was nothing. */
  readonly instructions: string | null;
  readonly startedAt: number;
  /** `null` while it is open. It cannot be opened again. */
  readonly endedAt: number | null;
}

export interface ListedConversation extends KeptConversation {
  /** `null` where nothing was said. */
  readonly lastMessage: Omit<KeptMessage, 'answers' | 'assistantId'> | null;
}

/** `pending`: the answer is being worked on, or its server forgot it. `failed`: there is none. */
export type KeptState = 'whole' | 'pending' | 'failed';

export interface KeptMessage {
  readonly id: string;
  readonly by: 'clinician' | 'assistant';
  /** Empty while it is pending, and where it failed: what a server says then is not for people. */
  readonly text: string;
  readonly state: KeptState;
  /** The message that it answers; `null` where that is not kept. */
  readonly answers: string | null;
  /** Who wrote it, in the words of who appended it; `null` where that was not said. */
  readonly assistantId: string | null;
  readonly at: number;
}

export interface NewMessage {
  readonly by: 'clinician' | 'assistant';
  readonly text: string;
  /** The id of the kept message that it answers. */
  readonly answers?: string | undefined;
  readonly assistantId?: string | undefined;
}

export interface KeptDescription {
  readonly name?: string;
  readonly instructions?: string;
}

/**
 * Every call throws the errors of `errors.ts`. What changes a record to a given state (describe,
 * end, delete) may be asked again; what adds one (create, append) may not: after `Unreachable`,
 * `TimedOut`, `ServerFault` or `BadFrame` it is looked for first.
 */
export interface HistoryBackend {
  /** The newest first. */
  list(page: PageRequest, signal?: AbortSignal): Promise<Page<ListedConversation>>;
  /** @throws `Rejected` with status 404 where there is none, and the others */
  read(id: string, signal?: AbortSignal): Promise<KeptConversation>;
  /** @returns the id of the new conversation */
  create(name: string, instructions: string | null, signal?: AbortSignal): Promise<string>;
  /** Says anew what is said of the whole of it; what is left out stays as it is. */
  describe(
    id: string,
    description: KeptDescription,
    signal?: AbortSignal,
  ): Promise<KeptConversation>;
  end(id: string, signal?: AbortSignal): Promise<KeptConversation>;
  readMessages(
    id: string,
    page: PageRequest & { readonly order: 'oldest-first' | 'newest-first' },
    signal?: AbortSignal,
  ): Promise<Page<KeptMessage>>;
  /** @returns the id of the new message */
  append(id: string, message: NewMessage, signal?: AbortSignal): Promise<string>;
  /** One that is gone already is deleted. */
  deleteMessage(id: string, messageId: string, signal?: AbortSignal): Promise<void>;
}
