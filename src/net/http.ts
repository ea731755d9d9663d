/**
 * JSON over HTTP, checked by schema, with failures as the named errors of `core/errors.ts`.
 *
 * It owns the time limit, the bearer header and the one renewal on a 401. It does not retry: who
 * asks knows whether asking twice is safe. Its one law: nothing leaves here that was not parsed.
 */
import * as z from 'zod/mini';
import {
  BadFrame,
  Forbidden,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from '../core/errors.ts';
import type { TextPlace } from '../lib/json-fault.ts';
import type { Link } from './link.ts';
import { unmeasured } from './link.ts';
import type { Path } from './path.ts';
import { toPath } from './path.ts';

/** Where a bearer token comes from. Both throw `SignInRequired` when there is none to be had. */
export interface Credentials {
  accessToken(): Promise<string>;
  renew(): Promise<unknown>;
}

export interface HttpOptions {
  /** Absolute, or relative to the page. */
  baseUrl: string;
  credentials?: Credentials;
  /** Added to the query of every request. */
  parameters?: Readonly<Record<string, string>>;
  /** Whether answers may come from the browser's cache. */
  cache?: RequestCache;
  /** Milliseconds a request may take. */
  limit?: number;
  /** What measures the requests, and may hold them back. */
  link?: Link | undefined;
  /** Told the server's time (milliseconds since 1970) whenever an answer states it. */
  onServerTime?: (serverTime: number) => void;
}

export interface Http {
  get<Schema extends z.ZodMiniType>(
    path: string | Path,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.output<Schema>>;
  post<Schema extends z.ZodMiniType>(
    path: string | Path,
    body: unknown,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.output<Schema>>;
  patch<Schema extends z.ZodMiniType>(
    path: string | Path,
    body: unknown,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.output<Schema>>;
  delete<Schema extends z.ZodMiniType>(
    path: string | Path,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.output<Schema>>;
}

const defaultLimit = 15_000;

export function createHttp(options: HttpOptions): Http {
  const call =
    (method: Call['method']) =>
    <Schema extends z.ZodMiniType>(path: string | Path, schema: Schema, signal?: AbortSignal) =>
      send(options, toPath(path), schema, { method, ...(signal && { signal }) });
  const callWith =
    (method: Call['method']) =>
    <Schema extends z.ZodMiniType>(
      path: string | Path,
      body: unknown,
      schema: Schema,
      signal?: AbortSignal,
    ) => {
      const json = { method, headers: jsonHeaders, body: JSON.stringify(body) };
      return send(options, toPath(path), schema, { ...json, ...(signal && { signal }) });
    };
  return {
    get: call('GET'),
    delete: call('DELETE'),
    post: callWith('POST'),
    patch: callWith('PATCH'),
  };
}

const jsonHeaders = { 'content-type': 'application/json' };

interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks with the token at hand, and once more with a new one when the server says 401. Of many calls
 * that are refused together, one renews; the others find its token.
 */
async function send<Schema extends z.ZodMiniType>(
  options: HttpOptions,
  path: Path,
  schema: Schema,
  call: Call,
): Promise<z.output<Schema>> {
  const { credentials, link = unmeasured } = options;
  // To get a token is a request of its own, and fails on its own line.
  const ask = (headers: Call['headers']) =>
    link.run(`${call.method} ${path.operation}`, async () =>
      parse(schema, await fetchText(options, path, { ...call, headers: { ...headers } })),
    );
  if (!credentials) return ask(call.headers);
  const askWith = (token: string) => ask({ ...call.headers, authorization: `Bearer ${token}` });
  const token = await credentials.accessToken();
  try {
    return await askWith(token);
  } catch (error) {
    if (!(error instanceof SignInRequired)) throw error;
    if ((await credentials.accessToken()) === token) await credentials.renew();
    return askWith(await credentials.accessToken());
  }
}

/** The limit holds until the whole answer is read: a server may stop in the middle of one. */
async function fetchText(options: HttpOptions, path: Path, call: Call): Promise<string> {
  const { cache, limit = defaultLimit } = options;
  const { signal, ...init } = call;
  const timeUp = AbortSignal.timeout(limit);
  const either = signal ? AbortSignal.any([signal, timeUp]) : timeUp;
  try {
    const request = { ...init, ...(cache && { cache }), signal: either };
    const response = await fetch(addressOf(path, options), request);
    noteTime(options, response);
    if (!response.ok) throw await toError(response, limit);
    return await response.text();
  } catch (error) {
    throw translate(error, limit);
  }
}

/** Below the base address, whether that ends with a slash or not. A path may bring its own query. */
function addressOf(path: Path, { baseUrl, parameters }: HttpOptions): string {
  const address = `${baseUrl.replace(/\/$/, '')}/${path.address}`;
  const query = new URLSearchParams(parameters).toString();
  if (query === '') return address;
  return `${address}${path.address.includes('?') ? '&' : '?'}${query}`;
}

async function parse<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: string,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(await readJson(text));
  if (!result.success) throw new BadFrame('The server answered in a form that is not understood');
  return result.data;
}

async function readJson(text: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch {
    if (/^\s*</.test(text))
      throw new BadFrame('The server answered with a web page instead of data', null, true);
    const place = await findFault(text);
    throw new BadFrame('The server answered with something that is not data', place);
  }
}

/** Where it stops being JSON; the text itself may be secret and goes no further. */
async function findFault(text: string): Promise<TextPlace | null> {
  try {
    const { findJsonFault } = await import('../lib/json-fault.ts');
    return findJsonFault(text);
  } catch {
    return null;
  }
}

/** A failed request as one of our errors; what is ours already, or an abort, passes through. */
function translate(error: unknown, limit: number): unknown {
  if (error instanceof DOMException && error.name === 'TimeoutError') return new TimedOut(limit);
  return error instanceof TypeError ? new Unreachable('No answer from the server') : error;
}

async function toError(response: Response, limit: number): Promise<Error> {
  const { status } = response;
  if (status === 408) return new TimedOut(limit);
  if (status >= 500) return new ServerFault(status);
  const detail = await readDetail(response);
  if (status === 401) return new SignInRequired(detail);
  if (status === 403) return new Forbidden(detail);
  return status === 429
    ? new RateLimited(detail, retryAfter(response))
    : new Rejected(status, detail);
}

const faultList = z.array(z.object({ msg: z.string(), loc: z.array(z.unknown()) }));
/** Servers differ in what they call it. */
const errorBody = z.union([
  z.object({ detail: z.union([z.string(), faultList]) }),
  z.pipe(
    z.object({ error: z.string() }),
    z.transform(({ error }) => ({ detail: error })),
  ),
  z.pipe(
    z.object({ message: z.string() }),
    z.transform(({ message }) => ({ detail: message })),
  ),
  z.pipe(
    z.string(),
    z.transform((detail) => ({ detail })),
  ),
]);

/**
 * The server's words for a refusal. Of a list of faults only the place and the message are taken:
 * the rest may echo what was sent, a password included.
 */
async function readDetail(response: Response): Promise<string> {
  const body = errorBody.safeParse(await response.json().catch(() => null));
  if (!body.success) return `Status ${response.status}`;
  const { detail } = body.data;
  if (typeof detail === 'string') return detail;
  return detail.map(({ loc, msg }) => `${String(loc.at(-1))}: ${msg}`).join('; ');
}

/** Seconds or a date, as milliseconds from now, by the clock of the server that set the date. */
export function retryAfter(response: Response): number | undefined {
  const header = response.headers.get('retry-after');
  if (header === null) return undefined;
  const seconds = Number(header);
  const now = Date.parse(response.headers.get('date') ?? '');
  const delay = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(delay) && delay > 0 ? delay : undefined;
}

function noteTime({ onServerTime }: HttpOptions, response: Response): void {
  const time = Date.parse(response.headers.get('date') ?? '');
  if (onServerTime && Number.isFinite(time)) onServerTime(time);
}
