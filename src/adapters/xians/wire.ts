/**
 * What travels between a browser and a Xians server, as schemas.
 *
 * Holds only the fields that Bedside uses and tolerates more. Its one law: `origin` is not among them,
 * and `data` of a message that a person sent is dropped at the door: the server keeps their token there.
 * Source: the SDK's guide, and what running servers were seen to say.
 */
import * as z from 'zod/mini';

/** The largest frame that the hub takes, in bytes; above it, it closes the connection. */
export const wireFrameLimit = 32 * 1024;

/** How many messages are asked for at once; pages count from 1. */
export const wirePageSize = 50;

/** An event stream spells some names with a capital, and the hub does not. */
const lowerNames = z.transform((value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      each,
    ]),
  );
});

const text = z.nullish(z.string());
const time = z.nullish(z.string().check(z.refine((value) => Number.isFinite(Date.parse(value)))));

const fields = z.object({
  id: text,
  createdAt: time,
  /** `Outgoing` is what comes from the agent. */
  direction: text,
  messageType: text,
  text,
  data: z.optional(z.unknown()),
  requestId: text,
  participantId: text,
  scope: text,
});

export const wireMessage = z.pipe(
  lowerNames,
  z.pipe(
    fields,
    z.transform((message) =>
      message.direction === 'Incoming' ? { ...message, data: undefined } : message,
    ),
  ),
);
export type WireMessage = z.infer<typeof wireMessage>;

/** A list whose every message is looked at by itself, so that one bad one hides no other. */
export const wireList = z.nullable(z.array(z.unknown()));

/** What `send` answers: the name of the thread. */
export const wireThreadId = z.string();

export interface WireRequest {
  readonly requestId: string;
  readonly participantId: string;
  readonly workflow: string;
  readonly type: 'Chat';
  readonly text: string;
  readonly scope: string;
}

/** A notice for everybody of a tenant. */
export interface WireBroadcast {
  readonly requestId: string;
  /** `broadcast-` and the tenant. */
  readonly participantId: string;
  readonly workflow: string;
  readonly type: 'Data';
  readonly data: Readonly<Record<string, string>>;
  readonly scope?: string;
}

/** Messages of a list, and how many of it could not be read. */
export function readList(list: readonly unknown[]): { messages: WireMessage[]; malformed: number } {
  const messages = list.flatMap((item) => readMessage(item) ?? []);
  return { messages, malformed: list.length - messages.length };
}

export function readMessage(value: unknown): WireMessage | undefined {
  const parsed = wireMessage.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
