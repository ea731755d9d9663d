/**
 * What the Xians server keeps: a thread for each workflow and participant of a tenant.
 *
 * Its one law: participants are kept in lower case, and messages in the order in which they came.
 */
import { createObjectIds } from '../sessions/object-ids.ts';
import type { MockContext } from '../options.ts';

export type MessageType = 'Chat' | 'Data' | 'Handoff';

export interface Address {
  readonly tenantId: string;
  /** Without the tenant's name before it. */
  readonly workflow: string;
  readonly participantId: string;
}

/** What one side says to the other. */
export interface Said {
  readonly messageType: MessageType;
  readonly text: string | null;
  readonly data: unknown;
  readonly hint: string | null;
  readonly scope: string | null;
  readonly requestId: string | null;
}

export interface KeptMessage extends Said, Address {
  readonly id: string;
  readonly threadId: string;
  /** Outgoing is from the workflow. */
  readonly direction: 'Incoming' | 'Outgoing';
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The credential it was sent with: the server keeps that with the message. */
  readonly origin: string | null;
}

export interface Threads {
  add(
    address: Address,
    said: Said,
    direction: KeptMessage['direction'],
    origin?: string,
  ): KeptMessage;
  /** Puts a message in the place of the one with its id. */
  update(message: KeptMessage): KeptMessage;
  /** Newest first; pages count from 1. */
  page(address: Address, page: number, size: number, scope: string | null): readonly KeptMessage[];
  /** Who has a thread with a workflow of a tenant, in lower case. */
  participantsOf(where: Omit<Address, 'participantId'>): readonly string[];
  /** Whether there was one. */
  remove(address: Address): boolean;
}

interface Thread {
  readonly id: string;
  messages: KeptMessage[];
}

export function createThreads({ seed, now }: Pick<MockContext, 'seed' | 'now'>): Threads {
  const threads = new Map<string, Thread>();
  const makeId = createObjectIds(seed);

  function enter(address: Address): Thread {
    const key = keyOf(address);
    const thread = threads.get(key) ?? { id: makeId(now()), messages: [] };
    threads.set(key, thread);
    return thread;
  }

  return {
    add(address, said, direction, origin) {
      const thread = enter(address);
      const at = now();
      const message: KeptMessage = {
        ...{ id: makeId(at), threadId: thread.id, direction, createdAt: at, updatedAt: at },
        ...address,
        ...said,
        participantId: address.participantId.toLowerCase(),
        origin: origin ?? null,
      };
      thread.messages.push(message);
      return message;
    },
    update(message) {
      const thread = enter(message);
      const updated = { ...message, updatedAt: now() };
      thread.messages = thread.messages.map((old) => (old.id === message.id ? updated : old));
      return updated;
    },
    page(address, page, size, scope) {
      const { messages } = threads.get(keyOf(address)) ?? { messages: [] };
      const wanted = messages.filter((message) => scope === null || message.scope === scope);
      return wanted.toReversed().slice((page - 1) * size, page * size);
    },
    participantsOf: ({ tenantId, workflow }) =>
      [...threads.keys()]
        .map((key) => JSON.parse(key) as [tenantId: string, workflow: string, who: string])
        .filter(([tenant, flow]) => tenant === tenantId && flow === workflow)
        .map(([, , participantId]) => participantId),
    remove: (address) => threads.delete(keyOf(address)),
  };
}

function keyOf({ tenantId, workflow, participantId }: Address): string {
  return JSON.stringify([tenantId, workflow, participantId.toLowerCase()]);
}
