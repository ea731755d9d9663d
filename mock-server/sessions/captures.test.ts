/**
 * The mock against what a running Sessions server was seen to say, request by request.
 *
 * Ids, times and the model's own words differ; everything else is compared. The captures are kept
 * outside of this repository; without them there is nothing to compare.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { callAt, startMock } from '../testing.ts';

const file = new URL('../../../shared/captures/sessions.jsonl', import.meta.url);
const isThere = existsSync(file);

interface HttpCapture {
  case: string;
  kind: 'http';
  request: { method: string; url: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; json?: unknown; text?: string };
}

interface PollCapture {
  case: string;
  kind: 'poll';
  states: { id?: string; session_id?: string; status: string }[];
}

type Capture = HttpCapture | PollCapture | { case: string; kind?: undefined };

const captures = isThere
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Capture)
  : [];

const id = /\b[\da-f]{24}\b/g;

describe.skipIf(!isThere)('captured answers (skipped without ../shared/captures)', () => {
  let now = Date.UTC(2026, 0, 1);
  let server: MockServer;
  /** What is called so in the capture is called so here. */
  const names = new Map<string, string>();
  let analysis = '';

  beforeAll(async () => {
    server = await startMock({ mode: 'real', rate: 500, now: () => now });
  });
  afterAll(() => server.close());

  const here = (text: string): string => text.replace(id, (name) => names.get(name) ?? name);

  function learnNames(captured: unknown, answered: unknown): void {
    const found = JSON.stringify(answered).match(id) ?? [];
    for (const [index, name] of (JSON.stringify(captured).match(id) ?? []).entries()) {
      if (!names.has(name)) names.set(name, found[index] ?? '');
    }
  }

  const authorization = (value: string): string => value.replace('…', '');

  async function request({ method, url, headers, body }: HttpCapture['request']) {
    now += 20;
    const { Authorization: token, ...rest } = headers;
    const own = token === undefined ? {} : { authorization: authorization(token) };
    const sent =
      body === undefined ? undefined : (JSON.parse(here(JSON.stringify(body))) as unknown);
    return callAt(server, here(url), { method, body: sent, headers: { ...rest, ...own } });
  }

  const reader = { Authorization: 'Bearer user_mwp9…' };

  function read(path: string) {
    return request({ method: 'GET', url: path, headers: reader });
  }

  async function replay(capture: HttpCapture): Promise<void> {
    const { status, headers, json, text } = capture.response;
    const answer = await request(capture.request);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(headers['content-type'] ?? null);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    if (text !== undefined) {
      // The places in the server's code are its own affair.
      const shown = (page: string): string => page.replace(/<br>.*(?=<\/pre>)/, '');
      expect(shown(String(answer.body))).toBe(shown(here(text)));
      return;
    }
    learnNames(json, answer.body);
    expect(plain(answer.body)).toEqual(plain(JSON.parse(here(JSON.stringify(json)))));
    // The tag of an answer without ids and times is that of the captured one.
    const isSame = JSON.stringify(answer.body) === JSON.stringify(json);
    if (isSame) expect(answer.headers.get('etag')).toBe(headers['etag']);
    if (capture.request.url.endsWith('/ctx')) analysis = `${capture.request.url}/${idIn(json)}`;
  }

  async function poll({ states }: PollCapture): Promise<void> {
    const path = pathOf(states[0]);
    for (const [index, state] of states.entries()) {
      if (index > 0) now += 60_000;
      const { body } = await read(path);
      learnNames(state, body);
      expect(plain(body)).toEqual(plain(JSON.parse(here(JSON.stringify(state)))));
    }
  }

  function pathOf(state: PollCapture['states'][number] | undefined): string {
    if (state?.id === undefined) return analysis;
    return `/openai/sessions/${state.session_id}/messages/${state.id}`;
  }

  // One test: each request stands on what the ones before left behind.
  it('are given in the captured order', async () => {
    let compared = 0;
    for (const capture of captures) {
      if (capture.kind === undefined) continue;
      try {
        await (capture.kind === 'http' ? replay(capture) : poll(capture));
      } catch (error) {
        throw new Error(capture.case, { cause: error });
      }
      compared += 1;
    }
    expect(compared).toBeGreaterThan(100);
  });
});

function idIn(json: unknown): string {
  return JSON.stringify(json).match(id)?.[0] ?? '';
}

/** Without times, users' names and the words of the model. */
function plain(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) => {
    if (key === 'user_id') return '<user>';
    if (typeof value !== 'string') return value;
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return '<time>';
    if (value.startsWith('**')) return '<answer>';
    if (value.startsWith('Error: 500 ')) return '<failure>';
    return value.startsWith('```json\n{') && value.endsWith('}\n```') ? '<result>' : value;
  }) as unknown;
}
