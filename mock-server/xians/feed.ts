/**
 * Who hears what a workflow says: subscribed hub connections and event streams.
 *
 * Owns the names under which running servers push twice, and the trap of upper-case participants:
 * messages are kept under a lower-case one, so that whoever subscribed under another never hears a
 * thing. Its one law: what is pushed while nobody listens is lost to pushing; only the thread has it.
 */
import type { Connection, Reply } from '../connection.ts';
import { eventOf } from './signalr.ts';
import type { MockContext } from '../options.ts';
import type { Address, KeptMessage } from './threads.ts';
import { viewMessage, viewStreamed } from './views.ts';

/** A hub connection that asked, and the way of what answers it. */
export interface Asker {
  readonly connection: Connection;
  readonly reply: Reply;
}

/** How a message is pushed. */
export interface Push {
  readonly message: KeptMessage;
  readonly asker?: Asker | undefined;
  /** The last of the answer. */
  readonly isLast: boolean;
  /** Inside a chat event, whatever it is. */
  readonly asChat?: boolean;
  readonly twice?: boolean;
}

export interface StreamListener extends Address {
  readonly connection: Connection;
  readonly scope: string | null;
}

export interface Feed {
  subscribe(connection: Connection, address: Address): void;
  unsubscribe(connection: Connection, address: Address): void;
  listen(listener: StreamListener): void;
  /** Who has ever listened to a workflow of a tenant, in lower case. */
  audienceOf(where: Omit<Address, 'participantId'>): readonly string[];
  /** How many event streams are open. */
  listeners(): number;
  push(push: Push): void;
  /** An event of a name that no client knows. */
  pushUnknown(address: Address): void;
}

export function createFeed({ mode }: Pick<MockContext, 'mode'>): Feed {
  const subscribers = new Map<string, Set<Connection>>();
  const streams = new Set<StreamListener>();
  const audiences = new Map<string, Set<string>>();

  function groupOf({ tenantId, workflow, participantId }: Address): string {
    const heard = mode() === 'real' ? participantId : participantId.toLowerCase();
    return JSON.stringify([tenantId, workflow, heard]);
  }

  const audienceOf = ({ tenantId, workflow }: Omit<Address, 'participantId'>): Set<string> => {
    const key = JSON.stringify([tenantId, workflow]);
    const audience = audiences.get(key) ?? new Set();
    audiences.set(key, audience);
    return audience;
  };
  const note = (address: Address) => audienceOf(address).add(address.participantId.toLowerCase());

  function streamsFor(message: KeptMessage): readonly StreamListener[] {
    const group = groupOf(message);
    return [...streams].filter(
      (stream) =>
        groupOf(stream) === group && (stream.scope === null || stream.scope === message.scope),
    );
  }

  const subscribedTo = (address: Address): readonly Connection[] => [
    ...(subscribers.get(groupOf(address)) ?? []),
  ];

  function pushToHub({ message, asker, isLast, asChat, twice }: Push): void {
    const text = JSON.stringify(viewMessage(message, mode()));
    const names = eventNames(asChat === true ? 'Chat' : message.messageType, mode() === 'real');
    const events = twice === true ? [...names, ...names] : names;
    for (const connection of subscribedTo(message)) {
      const isAsker = connection === asker?.connection;
      const way = isAsker ? asker.reply : connection.announce(aboutOf(message));
      const ends = isLast || !isAsker;
      for (const [index, name] of events.entries()) {
        if (ends && index === events.length - 1) way.end(text, eventOf(name));
        else way.send(text, eventOf(name));
      }
    }
    const hears = asker !== undefined && subscribedTo(message).includes(asker.connection);
    if (isLast && !hears) asker?.reply.end();
  }

  function pushToStreams({ message, twice }: Push): void {
    const text = JSON.stringify(viewStreamed(message, mode()));
    const event = streamEventOf(message.messageType);
    for (const { connection } of streamsFor(message)) {
      const way = connection.announce(aboutOf(message));
      if (twice === true) way.send(text, event);
      way.end(text, event);
    }
  }

  return {
    subscribe(connection, address) {
      note(address);
      const group = groupOf(address);
      subscribers.set(group, (subscribers.get(group) ?? new Set()).add(connection));
      connection.onClose(() => subscribers.get(group)?.delete(connection));
    },
    unsubscribe: (connection, address) =>
      void subscribers.get(groupOf(address))?.delete(connection),
    listen(listener) {
      note(listener);
      streams.add(listener);
      listener.connection.onClose(() => streams.delete(listener));
    },
    audienceOf: (where) => [...audienceOf(where)],
    listeners: () => streams.size,
    push(push) {
      pushToHub(push);
      pushToStreams(push);
    },
    pushUnknown(address) {
      for (const connection of subscribedTo(address)) {
        connection.send(eventOf('ReceiveReasoning')('{"messageType":"Reasoning","text":"…"}'));
      }
    },
  };
}

export function streamEventOf(name: string): (data: string) => string {
  return (data) => `event: ${name}\ndata: ${data}\n\n`;
}

function aboutOf({ messageType, text }: KeptMessage): { action: string; text: string } {
  return { action: messageType, text: text ?? '' };
}

/** Running servers say chats and data under an older name, too. */
function eventNames(messageType: KeptMessage['messageType'], isReal: boolean): readonly string[] {
  if (messageType === 'Handoff') return ['ReceiveHandoff'];
  const [older, name] =
    messageType === 'Chat' ? ['ReceiveMessage', 'ReceiveChat'] : ['ReceiveMetadata', 'ReceiveData'];
  return isReal ? [older, name] : [name];
}
