import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  BadFrame,
  Forbidden,
  isRetryable,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from '../core/errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { memoryVault } from '../testing/memory-vault.ts';
import type { Credentials, HttpOptions } from './http.ts';
import { createHttp } from './http.ts';
import { createTokenKeeper } from './token-keeper.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let baseUrl: string;
let handler: Handler;
const asked: string[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const answer = (status: number, body: string, headers: Record<string, string> = {}): Handler => {
  return (_request, response) => {
    response.writeHead(status, { connection: 'close', ...headers });
    response.end(body);
  };
};
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  answer(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });

const schema = z.object({ ok: z.boolean() });
const open = (rest: Partial<HttpOptions> = {}) => createHttp({ baseUrl, ...rest });

/** What a request that must fail fails with. */
async function failure(request: Promise<unknown>): Promise<Error> {
  const outcome = await request.then(
    () => new Error('It did not fail'),
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('It failed with something that is no error');
  return outcome;
}

describe('requests', () => {
  it('[OB5] hand over what the schema knows, and nothing else', async () => {
    handler = json(200, { ok: true, more: 'fields' });
    expect(await open({ parameters: { case: 'chest-pain' } }).get('case', schema)).toEqual({
      ok: true,
    });
    expect(asked).toEqual(['GET /api/case?case=chest-pain -']);
  });

  it('[OP1] go below the base address, with a slash at its end or not, and with nothing added', async () => {
    handler = json(200, { ok: true });
    await open({ baseUrl: `${baseUrl}/`, parameters: {} }).get('case', schema);
    await open({ parameters: { site: 'a&b c' } }).get('case', schema);
    expect(asked).toEqual(['GET /api/case -', 'GET /api/case?site=a%26b+c -']);
  });

  it('[OB5] change and delete, with a query of their own beside the one of every request', async () => {
    handler = json(200, { ok: true });
    const http = open({ parameters: { site: 'a' } });
    await http.patch('record?now=1', { name: 'x' }, schema);
    await http.delete('record', schema);
    expect(asked).toEqual(['PATCH /api/record?now=1&site=a -', 'DELETE /api/record?site=a -']);
  });

  it('[OB5] a write is cancelled as a read is', async () => {
    for (const method of ['post', 'patch'] as const) {
      const abort = new AbortController();
      handler = () => abort.abort();
      const refused = await failure(open()[method]('record', {}, schema, abort.signal));
      expect(refused.name).toBe('AbortError');
    }
  });

  it('[OB5] take the words of a refusal from `detail` or `error`', async () => {
    handler = json(400, { error: 'bad_session_id' });
    expect(await failure(open().get('case', schema))).toEqual(new Rejected(400, 'bad_session_id'));
    handler = json(404, { error: { code: 5 } });
    expect(await failure(open().get('case', schema))).toEqual(new Rejected(404, 'Status 404'));
  });

  it('[OB5] tell the time of the server', async () => {
    const times: number[] = [];
    handler = json(200, { ok: true }, { date: 'Tue, 15 Jan 2030 09:00:00 GMT' });
    await open({ onServerTime: (time) => times.push(time) }).get('case', schema);
    expect(times).toEqual([Date.UTC(2030, 0, 15, 9)]);
  });

  it('[OB5] are never repeated by themselves', async () => {
    handler = json(503, { detail: 'no' });
    await failure(open().get('case', schema));
    await failure(open().post('order', {}, schema));
    expect(asked).toHaveLength(2);
  });

  it.each([408, 425, 429, 500, 502, 503, 504])(
    '[F22] a POST that is answered with %i is made once',
    async (status) => {
      handler = json(status, { detail: 'no' }, { 'retry-after': '0' });
      await failure(open().post('fhir', { a: 1 }, schema));
      expect(asked).toEqual(['POST /api/fhir -']);
    },
  );

  it('[F21][F22] a POST whose answer is lost is made once, also on a line that served before', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"ok":true}');
    };
    await open().post('fhir', { a: 1 }, schema);
    handler = (request) => request.socket.resetAndDestroy();
    expect(await failure(open().post('fhir', { a: 1 }, schema))).toBeInstanceOf(Unreachable);
    expect(asked).toHaveLength(2);
    server.closeAllConnections();
  });

  it('[OB5] are cancelled when nobody needs them', async () => {
    const abort = new AbortController();
    handler = () => abort.abort();
    expect((await failure(open().get('case', schema, abort.signal))).name).toBe('AbortError');
  });
});

describe('answers that are no answer', () => {
  it('[F37] a web page instead of data is named, and none of it is shown', async () => {
    handler = answer(200, '<!doctype html><h1>Welcome to the hotel</h1>', {
      'content-type': 'text/html',
    });
    const error = await failure(open().get('case', schema));
    expect(error).toBeInstanceOf(BadFrame);
    expect(error.message).toBe('The server answered with a web page instead of data');
  });

  it.each(['', 'null', '{"ok":"yes"}', '{"ok":tru', '[]', 'plain'])(
    '[F38] the body %j is refused by the schema',
    async (body) => {
      handler = answer(200, body);
      expect(await failure(open().get('case', schema))).toBeInstanceOf(BadFrame);
    },
  );

  it('[F38] __proto__ in a body pollutes nothing', async () => {
    handler = answer(200, '{"ok":true,"__proto__":{"polluted":true}}');
    const parsed = await open().get('case', schema);
    expect(parsed).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('[CN9] nobody there is unreachable', async () => {
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(open().get('case', schema));
    expect(error).toBeInstanceOf(Unreachable);
    expect(isRetryable(error)).toBe(true);
  });

  it('[CN9] a line that is cut before the answer is unreachable', async () => {
    handler = (request) => request.socket.destroy();
    expect(await failure(open().get('case', schema))).toBeInstanceOf(Unreachable);
  });

  it('[CN9] a line that is cut in the middle of the answer is unreachable', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"ok":', () => response.destroy());
    };
    expect(await failure(open().get('case', schema))).toBeInstanceOf(Unreachable);
  });

  it('[OB5] no answer within the limit is a time-out', async () => {
    handler = () => undefined;
    const error = await failure(open({ limit: 30 }).get('case', schema));
    server.closeAllConnections();
    expect(error).toBeInstanceOf(TimedOut);
    expect(error).toMatchObject({ limit: 30, retryable: true });
  });

  it('[OB5] an answer that stops in its middle is a time-out as well', async () => {
    handler = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"ok":');
    };
    const error = await failure(open({ limit: 30 }).get('case', schema));
    server.closeAllConnections();
    expect(error).toBeInstanceOf(TimedOut);
  });
});

describe('statuses', () => {
  const classes: readonly (readonly [number, new (...facts: never[]) => Error, boolean])[] = [
    [400, Rejected, false],
    [401, SignInRequired, false],
    [403, Forbidden, false],
    [404, Rejected, false],
    [408, TimedOut, true],
    [409, Rejected, false],
    [413, Rejected, false],
    [422, Rejected, false],
    [425, Rejected, false],
    [429, RateLimited, false],
    [500, ServerFault, true],
    [501, ServerFault, true],
    [502, ServerFault, true],
    [503, ServerFault, true],
    [504, ServerFault, true],
  ];

  it.each(classes)('[CN9] %i has its error', async (status, kind, retryable) => {
    handler = json(status, { detail: 'The words of the server' });
    const error = await failure(open().get('case', schema));
    expect(error).toBeInstanceOf(kind);
    expect(isRetryable(error)).toBe(retryable);
  });

  it('[AU1] the words of a refusal are handed on', async () => {
    handler = json(401, { detail: 'Invalid credentials' });
    expect((await failure(open().post('login', {}, schema))).message).toBe('Invalid credentials');
  });

  it('[AU2] a list of faults is told by place and fault, without the echo of what was sent', async () => {
    handler = json(422, {
      detail: [
        { type: 'x', loc: ['body', 'username'], msg: 'Field required', input: 'hunter2' },
        {
          type: 'x',
          loc: ['body', 1],
          msg: 'Too short',
          input: { password: 'hunter2' },
          ctx: 'hunter2',
        },
      ],
    });
    const error = await failure(open().post('login', { password: 'hunter2' }, schema));
    expect(error).toMatchObject({ status: 422, message: 'username: Field required; 1: Too short' });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('hunter2');
  });

  it('[CN9] a refusal without words is told by its status', async () => {
    handler = answer(404, '<h1>404</h1>');
    expect((await failure(open().get('case', schema))).message).toBe('Status 404');
  });

  it.each([
    ['7', 7000],
    ['Tue, 15 Jan 2030 09:00:30 GMT', 30_000],
    ['soon', undefined],
    ['-3', undefined],
    [undefined, undefined],
  ])('[AU1] too many attempts with Retry-After %s wait %s ms', async (header, expected) => {
    handler = json(
      429,
      { detail: 'Too many failed login attempts' },
      {
        date: 'Tue, 15 Jan 2030 09:00:00 GMT',
        ...(header !== undefined && { 'retry-after': header }),
      },
    );
    const error = await failure(open().post('login', {}, schema));
    expect(error).toMatchObject({
      message: 'Too many failed login attempts',
      retryAfter: expected,
    });
  });
});

/** Takes one token after another; `refreshes` counts. The first is stale from the start. */
function rotating() {
  const clock = createManualClock();
  let refreshes = 0;
  const keeper = createTokenKeeper({
    vault: memoryVault(),
    clock,
    skew: () => 0,
    onSignedOut: () => undefined,
    refresh: () => Promise.resolve(tokens(`fresh-${++refreshes}`)),
  });
  const tokens = (name: string) => ({
    accessToken: name,
    refreshToken: `refresh-of-${name}`,
    expiresAt: clock.now() + 3_600_000,
    lifetime: 3_600_000,
  });
  keeper.adopt(tokens('stale'));
  return { credentials: keeper satisfies Credentials, refreshes: () => refreshes };
}

describe('a bearer token', () => {
  const onlyFresh: Handler = (request, response) => {
    const isFresh = request.headers.authorization?.startsWith('Bearer fresh') === true;
    const reply = isFresh ? json(200, { ok: true }) : json(401, { detail: 'Invalid token' });
    reply(request, response);
  };

  it('[AU3] that is refused is renewed once, and the request is made once more', async () => {
    handler = onlyFresh;
    const { credentials, refreshes } = rotating();
    expect(await open({ credentials }).get('case', schema)).toEqual({ ok: true });
    expect(asked).toEqual(['GET /api/case Bearer stale', 'GET /api/case Bearer fresh-1']);
    expect(refreshes()).toBe(1);
  });

  it('[AU3] that is refused again asks to sign in, and there is no third try', async () => {
    handler = json(401, { detail: 'Invalid token' });
    const { credentials, refreshes } = rotating();
    expect(await failure(open({ credentials }).get('case', schema))).toBeInstanceOf(SignInRequired);
    expect(asked).toHaveLength(2);
    expect(refreshes()).toBe(1);
  });

  it('[F25] ten refusals at once make one renewal and ten repeats', async () => {
    handler = onlyFresh;
    const { credentials, refreshes } = rotating();
    const http = open({ credentials });
    const parsed = await Promise.all(Array.from({ length: 10 }, () => http.get('case', schema)));
    expect(parsed).toHaveLength(10);
    expect(refreshes()).toBe(1);
    expect(asked).toHaveLength(20);
  });

  it('[F25] a refusal that comes after the renewal makes no second one', async () => {
    const slow: (() => void)[] = [];
    handler = (request, response) => {
      if (request.url === '/api/slow' && slow.length === 0) {
        slow.push(() => onlyFresh(request, response));
      } else onlyFresh(request, response);
    };
    const { credentials, refreshes } = rotating();
    const http = open({ credentials });
    const late = http.get('slow', schema);
    await http.get('quick', schema);
    for (const release of slow) release();
    expect(await late).toEqual({ ok: true });
    expect(refreshes()).toBe(1);
    expect(asked).toHaveLength(4);
  });

  it('[AU2] stands in the header, never in the address', async () => {
    handler = onlyFresh;
    const { credentials } = rotating();
    await open({ credentials }).post('fhir/tests', {}, schema);
    expect(asked.some((line) => line.includes('?') || line.split(' ')[1]?.includes('fresh'))).toBe(
      false,
    );
  });

  it('[AU3] that is not to be had makes no request at all', async () => {
    const credentials: Credentials = {
      accessToken: () => Promise.reject(new SignInRequired('Not signed in')),
      renew: () => Promise.reject(new SignInRequired('Not signed in')),
    };
    expect(await failure(open({ credentials }).get('case', schema))).toBeInstanceOf(SignInRequired);
    expect(asked).toEqual([]);
  });
});
