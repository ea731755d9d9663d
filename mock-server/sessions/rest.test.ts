import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { bearer, callAt, signIn, startMock } from '../testing.ts';
import { createClient, type Client, type List } from './testing.ts';

let server: MockServer;
let client: Client;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  server = await startMock({ now: () => now });
  client = createClient(server, 'token-of-a-nurse');
});
afterEach(() => server.close());

interface Conversation {
  readonly session_id: string;
  readonly name: string | null;
  readonly session_end: string | null;
  readonly user_id?: string;
  readonly last_message?: Readonly<Record<string, unknown>> | null;
}
interface Message {
  readonly id: string;
  readonly content: string | null;
}

const hours = 60 * 60 * 1000;
const list = (path: string) => client.read<List<Conversation>>(path);
const namesOf = ({ items }: List<Conversation>) => items.map(({ name }) => name);
const textsOf = ({ items }: List<Message>) => items.map(({ content }) => content);

describe('who asks', () => {
  it.each([
    ['my-invalid-token', 401, 'Unauthorized'],
    ['expired.1', 401, 'Unauthorized'],
    ['no-org-here', 403, 'No active organization found'],
    ['no-model-here', 500, 'internal_error'],
  ])('is refused with %s', async (token, status, error) => {
    const answer = await createClient(server, token).get('/sessions');
    expect(answer).toMatchObject({ status, body: { error } });
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic abc'])(
    'is refused with %j',
    async (value) => {
      const headers = value === undefined ? {} : { authorization: value };
      expect(await callAt(server, '/openai/sessions', { headers })).toMatchObject({ status: 401 });
    },
  );

  it('is the person of a Dx0 sign-in, while it is good there', async () => {
    const { access } = await signIn(server, 'physician');
    const physician = createClient(server, access);
    const id = await physician.open();
    expect(await physician.read(`/sessions/${id}`)).toMatchObject({ user_id: 'physician' });
    server.faults.arm({ kind: 'expire-tokens', match: { backEnd: 'dx0' } });
    expect(await physician.get('/sessions')).toMatchObject({ status: 401 });
    const again = createClient(server, (await signIn(server, 'physician')).access);
    expect((await again.read<List<Conversation>>('/sessions')).items).toHaveLength(1);
  });

  it('is no more once the tokens used so far are worthless', async () => {
    await client.open();
    server.faults.arm({ kind: 'expire-tokens' });
    expect(await client.get('/sessions')).toMatchObject({ status: 401 });
    expect(await createClient(server, 'a-new-token').get('/sessions')).toMatchObject({
      status: 200,
    });
  });

  it('is not named by the token, which everybody could read', async () => {
    const { user_id: user = '' } = await client.read<Conversation>(
      `/sessions/${await client.open()}`,
    );
    expect(user).toMatch(/^user_[\da-f]{8}$/);
  });
});

describe('a conversation', () => {
  it('is answered with its id alone, and has what was text', async () => {
    const answer = await client.send('/sessions', { name: 'Ann', system_prompt: 5 });
    expect(answer).toMatchObject({ status: 201 });
    expect(Object.keys(answer.body as object)).toEqual(['session_id']);
    expect(namesOf(await list('/sessions'))).toEqual(['Ann']);
  });

  it('ends, more than once, and never begins again', async () => {
    const id = await client.open('Ann');
    const patch = (body: unknown) => client.send(`/sessions/${id}`, body, 'PATCH');
    expect(await patch({ end: true })).toMatchObject({
      body: { session_end: '2026-01-01T00:00:00.000Z', name: 'Ann' },
    });
    expect(await patch({ end: false })).toMatchObject({ body: { error: 'nothing_to_update' } });
    expect(await patch({ end: null })).toMatchObject({ status: 400 });
    now += 1000;
    expect(await patch({ end: true, name: 'Bea' })).toMatchObject({
      body: { session_end: '2026-01-01T00:00:01.000Z', name: 'Bea' },
    });
    expect(await client.send(`/sessions/${id}`, undefined, 'DELETE')).toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['real', 200],
    ['documented', 404],
  ] as const)('of another person, in %s mode', async (mode, status) => {
    server.setMode(mode);
    const id = await client.open('Ann');
    const other = createClient(server, 'token-of-another');
    expect(await other.get(`/sessions/${id}`)).toMatchObject({ status });
    expect(await other.get(`/sessions/${id}/messages`)).toMatchObject({ status });
    expect((await other.read<List<Conversation>>('/sessions')).items).toEqual([]);
    const everywhere = await other.read<List<Message>>(`/messages?session_id=${id}`);
    expect(everywhere.items).toEqual([]);
  });

  it.each([
    ['real', 202, 200],
    ['documented', 404, 404],
  ] as const)('that there is not, in %s mode', async (mode, asked, listed) => {
    server.setMode(mode);
    const path = '/sessions/0123456789abcdef01234567';
    const question = { history: [], message: 'cough' };
    expect(await client.send(`${path}/ask`, question)).toMatchObject({ status: asked });
    expect(await client.get(`${path}/messages`)).toMatchObject({ status: listed });
    expect(await client.get(path)).toMatchObject({ status: 404, body: { error: 'not_found' } });
  });
});

describe('the list of conversations', () => {
  it('is remembered for two hours, whatever is written', async () => {
    await client.open('first');
    expect(namesOf(await list('/sessions?limit=50'))).toEqual(['first']);
    await client.open('second');
    now += 2 * hours - 1;
    expect(namesOf(await list('/sessions?limit=50'))).toEqual(['first']);
    expect(namesOf(await list('/sessions?limit=49'))).toEqual(['second', 'first']);
    await server.restart({ ms: 0 });
    expect(namesOf(await list('/sessions?limit=50'))).toEqual(['first']);
    now += 1;
    expect(namesOf(await list('/sessions?limit=50'))).toEqual(['second', 'first']);
  });

  it('is remembered for each person apart', async () => {
    await client.open('mine');
    await list('/sessions');
    const other = createClient(server, 'token-of-another');
    expect(await other.read('/sessions')).toMatchObject({ items: [] });
  });

  it('is as it is now with include_last=true in lower case only, or in documented mode', async () => {
    const spellings = ['/sessions?include_last=true', '/sessions?include_last=TRUE', '/sessions'];
    for (const path of spellings) await list(path);
    await client.open('new');
    const lengths = async () => {
      const lists = await Promise.all(spellings.map((path) => list(path)));
      return lists.map(({ items }) => items.length);
    };
    expect(await lengths()).toEqual([1, 0, 0]);
    server.setMode('documented');
    expect(await lengths()).toEqual([1, 1, 1]);
  });

  it.each([
    ['real', '_id'],
    ['documented', 'id'],
  ] as const)('shows the last message on demand, in %s mode under %s', async (mode, name) => {
    server.setMode(mode);
    const id = await client.open('talk');
    await client.send(`/sessions/${id}/messages`, { role: 'user', content: 'hello' });
    await client.open('silent');
    const { items } = await list('/sessions?include_last=true');
    expect(items.map(({ last_message: last }) => last?.['content'])).toEqual([undefined, 'hello']);
    expect(items[0]?.last_message).toBeNull();
    expect(Object.keys(items[1]?.last_message ?? {})[0]).toBe(name);
    expect((await list('/sessions?include_last=false')).items[0]).not.toHaveProperty(
      'last_message',
    );
  });

  it.each([
    ['real', true],
    ['documented', false],
  ] as const)('in %s mode names a cursor behind the last full page: %s', async (mode, isNamed) => {
    server.setMode(mode);
    for (const name of ['a', 'b', 'c', 'd']) await client.open(name);
    const first = await list('/sessions?limit=2');
    expect(namesOf(first)).toEqual(['d', 'c']);
    const second = await list(`/sessions?limit=2&after=${first.next_cursor}`);
    expect(namesOf(second)).toEqual(['b', 'a']);
    expect(second.next_cursor !== null).toBe(isNamed);
    expect((await list('/sessions?limit=5')).next_cursor).toBeNull();
  });

  it('goes on behind a cursor that names nothing, and refuses one that is none', async () => {
    const id = await client.open('old');
    const after = `${id.slice(0, -1)}f`;
    expect(namesOf(await list(`/sessions?after=${after}`))).toEqual(['old']);
    expect(await client.get('/sessions?after=twelve_chars')).toMatchObject({
      status: 400,
      body: { error: 'bad_after_cursor' },
    });
  });

  it('gives 500 at most, 1 at least, and the usual 50 for what is no number', async () => {
    server.seed({ user: 'physician', conversations: 600, messages: 0 });
    const { access } = await signIn(server, 'physician');
    const physician = createClient(server, access);
    const count = async (limit: string) =>
      (await physician.read<List<Conversation>>(`/sessions?limit=${limit}`)).items.length;
    expect(await count('100000')).toBe(500);
    expect(await count('-3')).toBe(1);
    expect(await count('0')).toBe(50);
    expect(await count('many')).toBe(50);
  });
});

describe('messages', () => {
  let id: string;
  const add = (body: unknown) => client.send(`/sessions/${id}/messages`, body);

  beforeEach(async () => {
    id = await client.open();
  });

  it.each([
    [{ role: 'system', content: 'x' }, 'bad_role'],
    [{ content: 'x' }, 'bad_role'],
    [{ role: 'user' }, 'content_required'],
    [{ role: 'user', content: 5 }, 'content_required'],
    [{ role: 'user', content: 'x', in_response_to: 'nope' }, 'bad_in_response_to'],
    [{ role: 'user', content: 'x', in_response_to: 5 }, 'bad_in_response_to'],
  ])('are refused as %j', async (body, error) => {
    expect(await add(body)).toMatchObject({ status: 400, body: { error } });
    expect((await client.read<List<Message>>(`/sessions/${id}/messages`)).items).toEqual([]);
  });

  it('are kept with what was said of them, and entered in the ledger', async () => {
    const said = { role: 'assistant', content: '', assistant_id: 'dx0', status: 'COMPLETED' };
    const answer = await add(said);
    const { message_id: messageId } = answer.body as { message_id: string };
    expect(await client.read(`/sessions/${id}/messages/${messageId}`)).toMatchObject({
      ...said,
      ...{ id: messageId, session_id: id, in_response_to: null },
    });
    expect(server.received()).toMatchObject([
      { backEnd: 'sessions', sessionId: id, action: 'assistant', text: '', finished: true },
    ]);
  });

  it('are remembered in a list, even those that are gone, unless real_time=1', async () => {
    const { body } = await add({ role: 'user', content: 'gone' });
    const path = `/sessions/${id}/messages`;
    await client.read(path);
    await client.read('/messages');
    const one = `${path}/${(body as { message_id: string }).message_id}`;
    expect(await client.send(one, {}, 'DELETE')).toMatchObject({ status: 200, body: { ok: true } });
    expect(await client.send(one, {}, 'DELETE')).toMatchObject({ status: 404 });
    expect(await client.get(one)).toMatchObject({ status: 404 });
    for (const cached of [path, '/messages']) {
      expect(textsOf(await client.read(cached))).toEqual(['gone']);
      expect(textsOf(await client.read(`${cached}?real_time=1`))).toEqual([]);
      expect(textsOf(await client.read(`${cached}?real_time=true`))).toEqual([]);
    }
  });

  it('come in either order, page by page', async () => {
    for (const content of ['1', '2', '3']) await add({ role: 'user', content });
    const page = (query: string) => client.read<List<Message>>(`/sessions/${id}/messages?${query}`);
    const newest = await page('limit=2');
    expect(textsOf(newest)).toEqual(['3', '2']);
    expect(textsOf(await page(`limit=2&after=${newest.next_cursor}`))).toEqual(['1']);
    const oldest = await page('limit=2&order=asc');
    expect(oldest).toMatchObject({ order: 'asc' });
    expect(textsOf(oldest)).toEqual(['1', '2']);
    expect(textsOf(await page(`order=asc&after=${oldest.next_cursor}`))).toEqual(['3']);
  });

  it('of every conversation come together, with where they belong', async () => {
    await add({ role: 'user', content: 'one' });
    const other = await client.open();
    await client.send(`/sessions/${other}/messages`, { role: 'user', content: 'two' });
    expect(await client.read('/messages')).toMatchObject({
      items: [{ session_id: other }, { session_id: id }],
    });
    expect(textsOf(await client.read(`/messages?session_id=${id}`))).toEqual(['one']);
    expect(await client.get('/messages?session_id=nope')).toMatchObject({ status: 400 });
  });
});

describe('a seeded past', () => {
  it('has 5,000 conversations and one of 5,000 messages, newest first and all before now', async () => {
    const wish = { user: 'physician', conversations: 5000, messages: 5000 };
    const { body } = await callAt(server, '/_mock/seed', { body: wish });
    const { newest } = body as { newest: string };
    const physician = createClient(server, (await signIn(server, 'physician')).access);
    const seen = new Set<string>();
    let after = '';
    for (;;) {
      const page = await physician.read<List<Conversation & { session_start: string }>>(
        `/sessions?limit=500&include_last=true&after=${after}`,
      );
      for (const item of page.items) seen.add(`${item.session_start} ${item.session_id}`);
      if (page.next_cursor === null) break;
      after = page.next_cursor;
    }
    expect(seen.size).toBe(5000);
    const starts = [...seen];
    expect(starts).toEqual(starts.toSorted().toReversed());
    expect(starts[0]?.endsWith(newest)).toBe(true);
    let messages = 0;
    for (after = ''; ;) {
      const page = await physician.read<List<Message & { created_at: string }>>(
        `/sessions/${newest}/messages?limit=500&order=asc&real_time=1&after=${after}`,
      );
      messages += page.items.length;
      for (const item of page.items) expect(Date.parse(item.created_at)).toBeLessThan(now);
      if (page.next_cursor === null) break;
      after = page.next_cursor;
    }
    expect(messages).toBe(5000);
  });

  it('is refused when the wish is wrong', async () => {
    const body = { user: 'physician', conversations: -1 };
    expect(await callAt(server, '/_mock/seed', { body })).toMatchObject({ status: 400 });
  });
});

describe('faults', () => {
  const anId = '0123456789abcdef01234567';
  it.each([
    ['POST', '/sessions'],
    ['GET', '/sessions'],
    ['GET', `/sessions/${anId}`],
    ['PATCH', `/sessions/${anId}`],
    ['GET', `/sessions/${anId}/messages`],
    ['POST', `/sessions/${anId}/messages`],
    ['GET', `/sessions/${anId}/messages/${anId}`],
    ['DELETE', `/sessions/${anId}/messages/${anId}`],
    ['POST', `/sessions/${anId}/ask`],
    ['POST', `/sessions/${anId}/ctx`],
    ['GET', `/sessions/${anId}/ctx/${anId}`],
    ['GET', '/messages'],
  ])('befall %s %s', async (method, path) => {
    server.faults.arm({ kind: 'status', status: 503, match: { backEnd: 'sessions' } });
    expect((await callAt(server, '/api/v1/case')).status).toBe(200);
    const request = { method, headers: bearer('nurse') };
    expect((await callAt(server, `/openai${path}`, request)).status).toBe(503);
    expect((await callAt(server, `/openai${path}`, request)).status).not.toBe(503);
  });

  it('can lose the answer to a message that was kept', async () => {
    const id = await client.open();
    server.faults.arm({ kind: 'lost-answer', match: { backEnd: 'sessions' } });
    const message = { role: 'user', content: 'kept' };
    await expect(client.send(`/sessions/${id}/messages`, message)).rejects.toThrow();
    expect(textsOf(await client.read(`/sessions/${id}/messages`))).toEqual(['kept']);
    expect(server.received().map(({ text }) => text)).toEqual(['kept']);
  });
});
