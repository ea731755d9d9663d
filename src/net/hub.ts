/**
 * One connection to a SignalR hub, by Microsoft's own client, which is fetched when it is needed.
 *
 * It owns what of that client Bedside uses, and makes our errors of its own; it does not reconnect: who
 * asks knows what has to be subscribed again. Its one law: nothing of it is logged, since its addresses
 * carry tokens.
 */
import { Forbidden, RateLimited, Rejected, SignInRequired, Unreachable } from '../core/errors.ts';

export interface HubLine {
  /** @throws `Rejected` where the hub refused, `Unreachable` where the line was lost meanwhile */
  invoke(method: string, ...parameters: readonly unknown[]): Promise<void>;
  close(): void;
}

export interface HubDial {
  readonly url: string;
  /** A bearer token; `null` where the address carries what is needed. */
  readonly token: string | null;
  /** The events to listen to, in any case. */
  readonly events: readonly string[];
  onEvent(name: string, payload: unknown): void;
  /** The line is gone. Not told of one that was closed here. */
  onClosed(): void;
}

/** @throws the errors of `core/errors.ts` */
export type DialHub = (dial: HubDial) => Promise<HubLine>;

export const dialHub: DialHub = async ({ url, token, events, onEvent, onClosed }) => {
  const { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } =
    await import('@microsoft/signalr').catch(() => {
      throw new Unreachable('The client of the live line could not be loaded');
    });
  const connection = new HubConnectionBuilder()
    .withUrl(url, {
      transport: HttpTransportType.WebSockets,
      withCredentials: false,
      ...(token !== null && { accessTokenFactory: () => token }),
    })
    .configureLogging(LogLevel.None)
    .build();
  let isClosed = false;
  for (const name of events) {
    connection.on(name, (payload: unknown) => {
      if (!isClosed) onEvent(name, payload);
    });
  }
  connection.onclose(() => {
    if (!isClosed) onClosed();
  });
  await connection.start().catch((error: unknown) => {
    throw translate(error);
  });
  return {
    async invoke(method, ...parameters) {
      try {
        await connection.invoke(method, ...parameters);
      } catch (error) {
        const isThere = connection.state === HubConnectionState.Connected;
        throw isThere ? new Rejected(400, wordsOf(error)) : new Unreachable('The line was lost');
      }
    },
    close() {
      isClosed = true;
      connection.stop().catch(() => undefined);
    },
  };
};

/** The client keeps the status of a refusal in its words only. */
function translate(error: unknown): Error {
  const status = /[Ss]tatus code '(\d{3})'/.exec(String(error))?.[1];
  switch (status) {
    case '401':
      return new SignInRequired('The hub does not accept the token');
    case '403':
      return new Forbidden('The hub refuses the connection');
    case '429':
      return new RateLimited('The hub takes no more connections for now');
    default:
      return new Unreachable('No connection to the hub');
  }
}

/** Without what the client puts before the server's own words. */
function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : '';
  return words.replace(/^.*HubException: /s, '').slice(0, 300);
}
