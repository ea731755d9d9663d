/**
 * A Sessions server that knows a few answers, and a back end in front of it.
 *
 * It holds what it was given, as a real one does; a test overrules its answers one by one. Its one
 * law: `override` is asked first, and only what it leaves is answered here.
 */
import type { SessionsBackend, SessionsOptions } from '../adapters/sessions/sessions-backend.ts';
import { createSessionsBackend } from '../adapters/sessions/sessions-backend.ts';
import type { Clock } from '../core/clock.ts';
import { systemClock } from '../net/system-clock.ts';
import type { HttpAnswer, HttpQuestion, ScriptedHttp } from './scripted-http.ts';
import { startScriptedHttp } from './scripted-http.ts';

export interface HeldMessage {
  id: string;
  session_id: string;
  role: string;
  content: string | null;
  in_response_to: string | null;
  status: string | null;
  assistant_id: string | null;
  created_at: string;
}

export interface ScriptedSessions extends SessionsBackend {
  readonly server: ScriptedHttp;
  /** Everything it holds, oldest first. */
  readonly held: readonly HeldMessage[];
  /** Questions that were asked, whatever became of them. */
  asked(): readonly HttpQuestion[];
  /** Answers instead of the server while it gives an answer. `after`: the server has done its work. */
  override: ((question: HttpQuestion, after: HttpAnswer) => HttpAnswer | undefined) | null;
}

interface AskBody {
  message?: string;
  role?: string;
  content?: string;
  status?: string;
  in_response_to?: string;
  assistant_id?: string;
}

export interface ScriptedAnswers {
  /** What it says to a question; what is not among them is repeated. */
  readonly answers?: ReadonlyMap<string, string>;
  /** How often an answer is looked for before it is there. */
  readonly slowness?: number;
  readonly options?: Partial<SessionsOptions>;
}

const credentials = {
  accessToken: () => Promise.resolve('token'),
  renew: () => Promise.resolve(),
};

/** Waits a twentieth of what it is told to: these tests are about what happens, not when. */
const hurriedClock: Clock = {
  now: () => systemClock.now(),
  after: (delay, task) => systemClock.after(delay / 20, task),
};

/** A back end in front of whatever server is there. */
export function connectSessions(
  baseUrl: string,
  options: Partial<SessionsOptions> = {},
): SessionsBackend {
  return createSessionsBackend({
    baseUrl,
    credentials,
    clock: hurriedClock,
    random: () => 0,
    visibility: { isHidden: () => false, onSeen: () => () => undefined },
    onWake: () => () => undefined,
    ...options,
  });
}

export async function startScriptedSessions({
  answers = new Map(),
  slowness = 0,
  options = {},
}: ScriptedAnswers = {}): Promise<ScriptedSessions> {
  const held: HeldMessage[] = [];
  const looks = new Map<string, number>();
  let ids = 0;
  const newId = () => (++ids).toString(16).padStart(24, '0');
  const add = (sessionId: string, message: Partial<HeldMessage>): HeldMessage => {
    const made = {
      ...{ id: newId(), session_id: sessionId, role: 'user', content: null },
      ...{ in_response_to: null, status: null, assistant_id: null },
      created_at: '2030-01-15T09:00:00.000Z',
      ...message,
    };
    held.push(made);
    return made;
  };
  const ask = (sessionId: string, { message = '' }: AskBody): HttpAnswer => {
    const question = add(sessionId, { content: message });
    const reply = { role: 'assistant', status: 'PENDING', in_response_to: question.id };
    return { status: 202, json: { message_id: add(sessionId, reply).id } };
  };
  const look = (id: string): HttpAnswer => {
    const message = held.find((each) => each.id === id);
    if (!message) return { status: 404, json: { error: 'not_found' } };
    const count = (looks.get(id) ?? 0) + 1;
    looks.set(id, count);
    if (message.status === 'PENDING' && count > slowness) {
      const question = held.find((each) => each.id === message.in_response_to)?.content ?? '';
      Object.assign(message, { status: 'COMPLETED', content: answers.get(question) ?? question });
    }
    return { json: message };
  };
  const work = ({ method, path, body }: HttpQuestion): HttpAnswer => {
    const [, resource, sessionId = '', part, id] = path.split('?')[0]?.split('/') ?? [];
    const data = (body ?? {}) as AskBody;
    if (resource !== 'sessions') return { status: 404, text: '<!DOCTYPE html><pre>Cannot' };
    if (sessionId === '') {
      return method === 'POST'
        ? { status: 201, json: { session_id: newId() } }
        : { json: { items: [], next_cursor: null } };
    }
    if (part === 'ask') return ask(sessionId, data);
    if (part === 'messages' && id) return look(id);
    if (part === 'messages' && method === 'POST') {
      const { role = '', content = '' } = data;
      return { status: 201, json: { message_id: add(sessionId, { role, content }).id } };
    }
    const items = held.filter((each) => each.session_id === sessionId).toReversed();
    return { json: { items, next_cursor: null, order: 'desc' } };
  };
  const server = await startScriptedHttp((question) => {
    const answer = work(question);
    return subject.override?.(question, answer) ?? answer;
  });
  const backend = connectSessions(server.url, options);
  const subject: ScriptedSessions = {
    ...backend,
    server,
    held,
    asked: () => server.asked.filter(({ path }) => path.endsWith('/ask')),
    override: null,
  };
  return subject;
}
