/**
 * A client of the AI Doctor socket for tests.
 *
 * Its one law: nothing here knows what the right answer is.
 */
import type { MockServer } from '../server.ts';
import { openWire, type Wire } from '../testing.ts';

export interface ChatFrame {
  readonly type: string;
  readonly status?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly session_id?: string;
  readonly content?: string;
  readonly error_type?: string;
  readonly message?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly timestamp?: string;
}

export interface Chat extends Omit<Wire, 'nextText'> {
  /** Of the hello. */
  readonly sessionId: string;
  next(): Promise<ChatFrame>;
  /** The frames up to the next `stream_end` or `error`. */
  turn(): Promise<readonly ChatFrame[]>;
  ask(payload: unknown): Promise<readonly ChatFrame[]>;
}

/** Opens a chat, and takes its hello. */
export async function openChat(server: MockServer, path = ''): Promise<Chat> {
  const { nextText, ...wire } = await openWire(server, `/api/v1/ws/chat${path}`);
  const next = async (): Promise<ChatFrame> => JSON.parse(await nextText()) as ChatFrame;

  async function turn(): Promise<readonly ChatFrame[]> {
    const frames: ChatFrame[] = [];
    for (;;) {
      const frame = await next();
      frames.push(frame);
      if (frame.type === 'stream_end' || frame.type === 'error') return frames;
    }
  }

  const { session_id: sessionId = '' } = await next();
  const ask = (payload: unknown): Promise<readonly ChatFrame[]> => {
    wire.send(payload);
    return turn();
  };
  return { ...wire, sessionId, next, turn, ask };
}

export function textOf(frames: readonly ChatFrame[]): string {
  return frames.map(({ content = '' }) => content).join('');
}

/** What kinds of frames came, in order; tokens that follow each other are one. */
export function outline(frames: readonly ChatFrame[]): readonly string[] {
  const names = frames.map(({ type, status, error_type: error }) => error ?? status ?? type);
  return names.filter((name, index) => name !== 'token' || names[index - 1] !== 'token');
}
