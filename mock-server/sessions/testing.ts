/**
 * A client of the Sessions routes for tests.
 *
 * Its one law: nothing here knows what the right answer is.
 */
import type { MockServer } from '../server.ts';
import { bearer, callAt, type Answer, type Request } from '../testing.ts';

export interface Client {
  get(path: string, headers?: Request['headers']): Promise<Answer>;
  /** `method` is POST unless said. */
  send(path: string, body?: unknown, method?: string): Promise<Answer>;
  /** The JSON of an answer. */
  read<T>(path: string): Promise<T>;
  /** The id of a new conversation. */
  open(name?: string, systemPrompt?: string): Promise<string>;
  /** The id of the answer to a question. */
  ask(sessionId: string, message: string, more?: object): Promise<string>;
  /** The id of an analysis. */
  analyse(sessionId: string, task: string, more?: object): Promise<string>;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

export function createClient(server: MockServer, token: string): Client {
  const call = (path: string, request: Request): Promise<Answer> =>
    callAt(server, `/openai${path}`, {
      ...request,
      // On a connection of its own: one that is kept may be gone with a restart.
      headers: { connection: 'close', ...bearer(token), ...request.headers },
    });
  const send = (path: string, body: unknown = {}, method = 'POST'): Promise<Answer> =>
    call(path, { method, body });
  const idOf = ({ body }: Answer, name: string): string =>
    String((body as Readonly<Record<string, unknown>>)[name]);
  return {
    send,
    get: (path, headers = {}) => call(path, { headers }),
    read: async <T>(path: string) => (await call(path, {})).body as T,
    open: async (name, prompt) =>
      idOf(await send('/sessions', { name, system_prompt: prompt }), 'session_id'),
    ask: async (sessionId, message, more = {}) =>
      idOf(
        await send(`/sessions/${sessionId}/ask`, { history: [], message, ...more }),
        'message_id',
      ),
    analyse: async (sessionId, task, more = {}) =>
      idOf(await send(`/sessions/${sessionId}/ctx`, { history: [], task, ...more }), 'ctx_id'),
  };
}
