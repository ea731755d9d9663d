/**
 * The adapter against what a running Sessions server was seen to answer, call by call.
 *
 * The captures are kept outside of this repository; where they are not there, this is skipped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { Forbidden, Rejected, ServerFault, SignInRequired } from '../../core/errors.ts';
import { systemClock } from '../../net/system-clock.ts';
import type { HttpAnswer, ScriptedHttp } from '../../testing/scripted-http.ts';
import { startScriptedHttp } from '../../testing/scripted-http.ts';
import { toAnswer } from './convert.ts';
import { toProgress } from './convert-analysis.ts';
import type { SessionsHttp } from './sessions-http.ts';
import { createSessionsHttp } from './sessions-http.ts';
import { wireJob, wireMessage } from './wire.ts';

const file = new URL('../../../../shared/captures/sessions.jsonl', import.meta.url);

const captured = z.object({
  case: z.string(),
  request: z.optional(z.object({ method: z.string(), url: z.string() })),
  response: z.optional(
    z.object({
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      json: z.optional(z.unknown()),
      text: z.optional(z.string()),
    }),
  ),
  states: z.optional(z.array(z.unknown())),
});
type Captured = z.infer<typeof captured>;

const all = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => captured.parse(JSON.parse(line)))
  : [];

type Call = (http: SessionsHttp) => Promise<unknown>;

const page = { limit: 50, after: null };
const question = { history: [], message: 'x' };
const task = { task: 'x', history: [], system_prompt: 'x' };
const note = { role: 'user', content: 'x' } as const;
/** Which of our calls asks what was asked; its answer is then the captured one. */
const calls: readonly (readonly [method: string, path: RegExp, call: Call])[] = [
  ['POST', /^\/sessions$/, (http) => http.createSession('x', null)],
  ['GET', /^\/sessions$/, (http) => http.listSessions(page)],
  ['GET', /^\/sessions\/\w+$/, (http) => http.readSession('s')],
  ['PATCH', /^\/sessions\/\w+$/, (http) => http.changeSession('s', { end: true })],
  ['GET', /^\/sessions\/\w+\/messages$/, (http) => http.listMessages('s', 'asc', page)],
  ['POST', /^\/sessions\/\w+\/messages$/, (http) => http.addMessage('s', note)],
  ['GET', /^\/messages$/, (http) => http.listMessages('s', 'asc', page)],
  ['GET', /^\/sessions\/\w+\/messages\/\w+$/, (http) => http.readMessage('s', 'm')],
  ['DELETE', /^\/sessions\/\w+\/messages\/\w+$/, (http) => http.deleteMessage('s', 'm')],
  ['POST', /^\/sessions\/\w+\/ask$/, (http) => http.ask('s', question)],
  ['POST', /^\/sessions\/\w+\/ctx$/, (http) => http.startJob('s', task)],
  ['GET', /^\/sessions\/\w+\/ctx\/\w+$/, (http) => http.readJob('s', 'j')],
];

function findCall({ request }: Captured): Call | undefined {
  const path = request?.url.replace('/openai', '').split('?')[0] ?? '';
  return calls.find(([method, form]) => method === request?.method && form.test(path))?.[2];
}

/** As the class of error that its status stands for. */
function errorOf(status: number) {
  if (status === 401) return SignInRequired;
  if (status === 403) return Forbidden;
  return status >= 500 ? ServerFault : Rejected;
}

const exchanges = all.flatMap((entry) => {
  const call = findCall(entry);
  return call && entry.response ? [{ name: entry.case, call, response: entry.response }] : [];
});

let server: ScriptedHttp | undefined;
afterEach(() => server?.close());

describe.skipIf(all.length === 0)('captured answers (skipped without ../shared/captures)', () => {
  const credentials = { accessToken: () => Promise.resolve('t'), renew: () => Promise.resolve() };
  const clock = {
    ...systemClock,
    after: (_delay: number, task: () => void) => systemClock.after(0, task),
  };
  const open = async ({ status, json, text = '' }: NonNullable<Captured['response']>) => {
    const answer: HttpAnswer = json === undefined ? { status, text } : { status, json };
    server = await startScriptedHttp(() => answer);
    return createSessionsHttp({ baseUrl: server.url, credentials, clock, random: () => 0 });
  };

  it.each(exchanges)('[OB5] $name', async ({ call, response }) => {
    const http = await open(response);
    const outcome = await call(http).catch((error: unknown) => error);
    if (response.status < 300) {
      expect(outcome).not.toBeInstanceOf(Error);
    } else {
      expect(outcome).toBeInstanceOf(errorOf(response.status));
      expect(String(outcome)).not.toContain('<');
    }
  });

  it('[OB5] all kinds of call are among them', () => {
    expect(new Set(exchanges.map(({ call }) => call)).size).toBe(calls.length);
    expect(exchanges.length).toBeGreaterThan(70);
  });
});

describe.skipIf(all.length === 0)('captured waits (skipped without ../shared/captures)', () => {
  const polls = all.filter(({ states = [] }) => states.length > 0);
  const outcomes = polls.map((entry) => {
    const { states = [] } = entry;
    const kinds = states.map((state) => {
      const message = wireMessage.safeParse(state);
      if (message.success) return toAnswer(message.data);
      return toProgress({ kind: 'symptoms' }, wireJob.parse(state));
    });
    return [entry.case, kinds] as const;
  });
  const last = (name: string) => outcomes.find(([each]) => each === name)?.[1].at(-1);

  it('[AN2] end in an answer, a failure or a result', () => {
    expect(last('slow: PENDING then COMPLETED')).toMatchObject({ kind: 'text' });
    expect(last('failed 500')).toMatchObject({ kind: 'failed' });
    expect(last('empty answer')).toMatchObject({ kind: 'failed' });
    expect(last('ctx until done')).toMatchObject({
      phase: 'done',
      result: { kind: 'symptoms', riskLevel: 'high', referrals: ['Cardiology'] },
    });
    expect(last('ctx error')).toMatchObject({ phase: 'failed' });
  });

  it('[F13] hold no key in what a person is shown', () => {
    expect(JSON.stringify(polls)).toContain('sk-');
    expect(JSON.stringify(outcomes)).not.toContain('sk-');
  });
});
