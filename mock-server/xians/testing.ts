/**
 * Clients of the Xians server for tests: the hub by Microsoft's own client, the event stream raw.
 *
 * Its one law: nothing here knows what the right answer is.
 */
import {
  HttpTransportType,
  HubConnectionBuilder,
  LogLevel,
  type HubConnection,
} from '@microsoft/signalr';
import type { MockServer } from '../server.ts';
import { callAt, type Answer, type Request } from '../testing.ts';

const apiKey = 'sk-Xnai-test';

export interface WireMessage {
  readonly id: string;
  readonly text?: string | null;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly direction: string;
  readonly messageType: string;
  readonly requestId?: string | null;
  readonly participantId: string;
  readonly [more: string]: unknown;
}

type Query = Readonly<Record<string, string | number>>;

/** A request to a path under `/api/user`, with the key of the tests unless the query has another. */
export function ask(
  server: MockServer,
  path: string,
  query: Query,
  request: Request = {},
): Promise<Answer> {
  return callAt(server, `/api/user${path}?${queryText(query)}`, request);
}

export function queryText(query: Query): string {
  const whole: Query = { tenantId: 'default', apikey: apiKey, ...query };
  return new URLSearchParams(
    Object.entries(whole).map(([name, value]) => [name, `${value}`]),
  ).toString();
}

export interface HubClient {
  readonly connection: HubConnection;
  /** The next event that has not been read; they are read in the order in which they came. */
  next(): Promise<readonly [name: string, argument: unknown]>;
  /** The next event of a name; what came before it is passed over. */
  nextOf(name: string): Promise<unknown>;
  /** Events that came and were not read. */
  readonly unread: readonly string[];
  readonly closed: Promise<Error | undefined>;
}

const events = [
  ...['ThreadHistory', 'InboundProcessed', 'ReceiveChat', 'ReceiveData', 'ReceiveHandoff'],
  ...['ReceiveMessage', 'ReceiveMetadata', 'ThreadDeleted', 'Error', 'ConnectionError'],
];

/** Opens a hub connection; `token` in place of the key goes the way SignalR's client sends it. */
export async function openHub(
  server: MockServer,
  {
    token,
    tenantId = 'default',
    key = apiKey,
  }: { token?: string; tenantId?: string; key?: string } = {},
): Promise<HubClient> {
  const query = new URLSearchParams({ tenantId, ...(token === undefined ? { apikey: key } : {}) });
  const connection = new HubConnectionBuilder()
    .withUrl(`${server.url}/ws/chat?${query}`, {
      transport: HttpTransportType.WebSockets,
      ...(token === undefined ? {} : { accessTokenFactory: () => token }),
    })
    .configureLogging(LogLevel.None)
    .build();
  const came: (readonly [string, unknown])[] = [];
  let wake = (): void => undefined;
  for (const name of events) {
    connection.on(name, (argument: unknown) => {
      came.push([name, argument]);
      wake();
    });
  }
  const closed = new Promise<Error | undefined>((resolve) => connection.onclose(resolve));
  await connection.start();

  async function next(): Promise<readonly [string, unknown]> {
    for (;;) {
      const first = came.shift();
      if (first !== undefined) return first;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    ...{ connection, closed, next },
    async nextOf(wanted) {
      for (;;) {
        const [name, argument] = await next();
        if (name === wanted) return argument;
      }
    },
    get unread() {
      return came.map(([name]) => name);
    },
  };
}

export interface StreamEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StreamClient {
  readonly response: Response;
  /** The next event; `undefined` when the stream has ended or was cut. */
  next(): Promise<StreamEvent | undefined>;
  nextOf(name: string): Promise<StreamEvent['data'] | undefined>;
  close(): void;
}

export async function openStream(
  server: MockServer,
  query: Query,
  headers: Readonly<Record<string, string>> = {},
): Promise<StreamClient> {
  const leaving = new AbortController();
  const url = `${server.url}/api/user/sse/events?${queryText(query)}`;
  const response = await fetch(url, { headers, signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';

  async function next(): Promise<StreamEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const [event = '', data = ''] = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        return {
          event: event.replace('event: ', ''),
          data: JSON.parse(data.replace('data: ', '')) as StreamEvent['data'],
        };
      }
      const piece = await reader?.read().catch(() => undefined);
      if (piece === undefined || piece.done) return undefined;
      text += piece.value;
    }
  }

  return {
    ...{ response, next },
    async nextOf(wanted) {
      for (let found = await next(); found !== undefined; found = await next()) {
        if (found.event === wanted) return found.data;
      }
      return undefined;
    },
    close: () => leaving.abort(),
  };
}
