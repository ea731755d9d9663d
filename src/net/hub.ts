/**
 * One connection to a SignalR hub, by Microsoft's own client, which is fetched when it is needed.
 *
 * It owns what of that client Bedside uses, and makes our errors of its own; it does not reconnect: who
 * asks knows what has to be subscribed again. Its one law: nothing of it is logged, since its addresses
 * carry tokens.
 */
import type { CloseMessage, HubMessage, IHubProtocol } from '@microsoft/signalr';
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
  /**
   * The line is gone. Not told of one that was closed here. `code`: of its WebSocket; where the hub
   * said itself that it closes the line, the code that means the same.
   */
  onClosed(code: number): void;
}

/** @throws the errors of `core/errors.ts` */
export type DialHub = (dial: HubDial) => Promise<HubLine>;

export const dialHub: DialHub = async ({ url, token, events, onEvent, onClosed }) => {
  const client = await import('@microsoft/signalr').catch(() => {
    throw new Unreachable('The client of the live line could not be loaded');
  });
  const { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } = client;
  const { JsonHubProtocol, MessageType } = client;
  let farewell: CloseMessage | null = null;
  const connection = new HubConnectionBuilder()
    .withUrl(url, {
      transport: HttpTransportType.WebSockets,
      withCredentials: false,
      ...(token !== null && { accessTokenFactory: () => token }),
    })
    .configureLogging(LogLevel.None)
    .withHubProtocol(
      overhear(new JsonHubProtocol(), (message) => {
        if (message.type === MessageType.Close) farewell = message;
      }),
    )
    .build();
  let isClosed = false;
  for (const name of events) {
    connection.on(name, (payload: unknown) => {
      if (!isClosed) onEvent(name, payload);
    });
  }
  connection.onclose((error) => {
    if (!isClosed) onClosed(farewell ? codeOf(farewell) : codeIn(error));
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

/** The client hears why the hub closes the line, and tells nobody: so what it reads is read along. */
function overhear(protocol: IHubProtocol, onMessage: (message: HubMessage) => void): IHubProtocol {
  const parse = protocol.parseMessages.bind(protocol);
  protocol.parseMessages = (input, logger) => {
    const messages = parse(input, logger);
    messages.forEach(onMessage);
    return messages;
  };
  return protocol;
}

/** A hub that fails says why; one that only restarts lets its clients come back. */
function codeOf({ error, allowReconnect }: CloseMessage): number {
  if (error !== undefined) return 1011;
  return allowReconnect === true ? 1001 : 1000;
}

/** The client has the code in its words only, and none where the line was closed in order. */
function codeIn(error: Error | undefined): number {
  if (error === undefined) return 1000;
  return Number(/status code: (\d{4})/.exec(error.message)?.[1] ?? 1006);
}

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
