/**
 * The calls of a Sessions server, one function each.
 *
 * It knows the addresses and which call may be repeated. A list that does not ask for what is so
 * now may be two hours old, so it always asks. Its one law: what adds a record or makes a model work
 * is asked once; what sets something to a state may be asked again.
 */
import type * as z from 'zod/mini';
import type { Clock } from '../../core/clock.ts';
import type { PageRequest } from '../../core/history.ts';
import type { Credentials } from '../../net/http.ts';
import { createHttp } from '../../net/http.ts';
import type { Links } from '../../net/link.ts';
import type { Path } from '../../net/path.ts';
import { path, withQuery } from '../../net/path.ts';
import { repeat } from '../../net/repeat.ts';
import type { WireAsk, WireNewMessage, WireSessionChange, WireTask } from './wire.ts';
import {
  wireDeleted,
  wireJob,
  wireJobCreated,
  wireMessage,
  wireMessageCreated,
  wireMessagePage,
  wirePageLimit,
  wireSession,
  wireSessionCreated,
  wireSessionPage,
} from './wire.ts';

export interface SessionsHttpOptions {
  /** Absolute or relative to the page, e.g. `https://bedside.example/openai`. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly links?: Links | undefined;
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  random(): number;
  /** Milliseconds that a request may take. */
  readonly limit?: number;
}

export type SessionsHttp = ReturnType<typeof createSessionsHttp>;

export function createSessionsHttp(options: SessionsHttpOptions) {
  const { baseUrl, credentials, limit, links } = options;
  const link = links?.('rest');
  const http = createHttp({ baseUrl, credentials, link, ...(limit !== undefined && { limit }) });
  const again = <Result>(ask: () => Promise<Result>, signal?: AbortSignal) =>
    repeat(ask, options, signal);
  const post = <Schema extends z.ZodMiniType>(
    path: Path,
    body: object,
    schema: Schema,
    signal?: AbortSignal,
  ) => http.post(path, body, schema, signal);
  return {
    createSession: (name: string, instructions: string | null, signal?: AbortSignal) => {
      const body = { name, ...(instructions !== null && { system_prompt: instructions }) };
      return post(path`sessions`, body, wireSessionCreated, signal);
    },
    // Only in lower case, and only so, it is never from the cache.
    listSessions: (page: PageRequest, signal?: AbortSignal) =>
      http.get(
        withQuery(path`sessions`, `${query(page)}&include_last=true`),
        wireSessionPage,
        signal,
      ),
    readSession: (id: string, signal?: AbortSignal) =>
      http.get(path`sessions/${id}`, wireSession, signal),
    changeSession: (id: string, change: WireSessionChange, signal?: AbortSignal) =>
      again(() => http.patch(path`sessions/${id}`, change, wireSession, signal), signal),
    listMessages: (id: string, order: 'asc' | 'desc', page: PageRequest, signal?: AbortSignal) =>
      http.get(
        withQuery(path`sessions/${id}/messages`, `${query(page)}&order=${order}&real_time=1`),
        wireMessagePage,
        signal,
      ),
    readMessage: (id: string, messageId: string, signal?: AbortSignal) =>
      http.get(path`sessions/${id}/messages/${messageId}`, wireMessage, signal),
    addMessage: (id: string, message: WireNewMessage, signal?: AbortSignal) =>
      post(path`sessions/${id}/messages`, message, wireMessageCreated, signal),
    deleteMessage: (id: string, messageId: string, signal?: AbortSignal) =>
      again(
        () => http.delete(path`sessions/${id}/messages/${messageId}`, wireDeleted, signal),
        signal,
      ),
    ask: (id: string, question: WireAsk, signal?: AbortSignal) =>
      post(path`sessions/${id}/ask`, question, wireMessageCreated, signal),
    startJob: (id: string, task: WireTask, signal?: AbortSignal) =>
      post(path`sessions/${id}/ctx`, task, wireJobCreated, signal),
    readJob: (id: string, jobId: string, signal?: AbortSignal) =>
      http.get(path`sessions/${id}/ctx/${jobId}`, wireJob, signal),
  };
}

function query({ limit, after }: PageRequest): string {
  const asked = Math.max(1, Math.min(limit, wirePageLimit));
  return after === null ? `limit=${asked}` : `limit=${asked}&after=${encodeURIComponent(after)}`;
}
