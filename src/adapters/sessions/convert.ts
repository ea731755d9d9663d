/**
 * Between the wire of a Sessions server and the product's words. Pure functions.
 *
 * Its one law: what a server says of its own failure never reaches a person as it stands: it can
 * hold the tail of a key.
 */
import type { Said } from '../../core/backend.ts';
import type {
  KeptConversation,
  KeptDescription,
  KeptMessage,
  KeptState,
  ListedConversation,
  NewMessage,
} from '../../core/history.ts';
import type {
  WireLine,
  WireListed,
  WireMessage,
  WireNewMessage,
  WireSession,
  WireSessionChange,
} from './wire.ts';

export function toConversation(session: WireSession): KeptConversation {
  const { session_id: id, name, system_prompt: instructions } = session;
  return {
    id,
    name: orNull(name),
    instructions: orNull(instructions),
    startedAt: Date.parse(session.session_start),
    endedAt: session.session_end ? Date.parse(session.session_end) : null,
  };
}

export function toListed(listed: WireListed): ListedConversation {
  const { last_message: last } = listed;
  return { ...toConversation(listed), lastMessage: last ? toLastMessage(last) : null };
}

function toLastMessage(message: WireMessage): ListedConversation['lastMessage'] {
  const { id, by, text, state, at } = toMessage(message);
  return { id, by, text, state, at };
}

export function toMessage(message: WireMessage): KeptMessage {
  const state = stateOf(message);
  return {
    id: message.id,
    by: message.role === 'user' ? 'clinician' : 'assistant',
    text: state === 'whole' ? (message.content ?? '') : '',
    state,
    answers: orNull(message.in_response_to),
    assistantId: orNull(message.assistant_id),
    at: Date.parse(message.created_at),
  };
}

/** What has content and no status that speaks against it is whole: it may have been appended. */
function stateOf({ role, status, content }: WireMessage): KeptState {
  if (role === 'user') return 'whole';
  if (status === 'FAILED') return 'failed';
  return status === 'PENDING' || typeof content !== 'string' ? 'pending' : 'whole';
}

export function toWireNew({ by, text, answers, assistantId }: NewMessage): WireNewMessage {
  const isAnswer = by === 'assistant';
  return {
    role: isAnswer ? 'assistant' : 'user',
    content: text,
    ...(answers !== undefined && { in_response_to: answers }),
    ...(assistantId !== undefined && { assistant_id: assistantId }),
    // Without it, it could be taken for one that is still being written.
    ...(isAnswer && { status: 'COMPLETED' as const }),
  };
}

export function toWireChange({ name, instructions }: KeptDescription): WireSessionChange {
  return {
    ...(name !== undefined && { name }),
    ...(instructions !== undefined && { system_prompt: instructions }),
  };
}

/** How an answer stands. `empty`: there is one, without a word in it. */
export type AnswerState =
  | { kind: 'pending' }
  | { kind: 'text'; text: string }
  | { kind: 'failed'; detail: string }
  | { kind: 'unreadable' };

export function toAnswer({ status, content }: WireMessage): AnswerState {
  if (status === 'PENDING') return { kind: 'pending' };
  if (status === 'FAILED') return { kind: 'failed', detail: explainFailure(content ?? '') };
  if (status !== 'COMPLETED' || typeof content !== 'string') return { kind: 'unreadable' };
  if (content.trim() === '') return { kind: 'failed', detail: 'Its answer is empty.' };
  return { kind: 'text', text: content };
}

/**
 * A failure of the model behind the server, in words of ours. Only the status is taken from what it
 * says, and only where it stands first.
 */
export function explainFailure(text: string): string {
  const status = Number(/^(?:Error:\s*)?(\d{3})\b/.exec(text)?.[1] ?? NaN);
  if (status === 401 || status === 403) {
    return 'The model refused the key of this organisation. Its administrator has to renew it.';
  }
  if (status === 429) return 'The model is overloaded, or its quota is used up. Try again later.';
  if (status === 400 || status === 413) return 'The model refused what was sent. Shorten it.';
  if (status >= 500) return `The model failed with status ${status}. Try again.`;
  return 'The model could not be reached, or could not answer. Try again.';
}

/** What goes along with a question: the latest of what was said that fits into `room` bytes. */
export function toHistory(said: readonly Said[], room: number): readonly WireLine[] {
  let left = room;
  const lines = said.map(({ by, text }): WireLine => {
    return { role: by === 'clinician' ? 'user' : 'assistant', content: text };
  });
  const tooOld = lines.findLastIndex((line) => (left -= bytesOf(line) + 1) < 0);
  return lines.slice(tooOld + 1);
}

const encoder = new TextEncoder();

/** As JSON. */
export function bytesOf(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}

function orNull(value: string | null | undefined): string | null {
  return value ?? null;
}
