/**
 * What travels between a browser and a Sessions server, as schemas.
 *
 * Holds only the fields that Bedside uses and tolerates more. Its one law: an id is found under each
 * of the names that servers give it, and is never made up.
 * Source: the integration guide and answers captured from a running server.
 */
import * as z from 'zod/mini';

/** The most that a server takes in one request, in bytes; above it, it answers with a web page. */
export const wireBodyLimit = 1_000_000;

/** The longest page of a list. */
export const wirePageLimit = 500;

export const wireSessionCreated = z.object({ session_id: z.string() });
export const wireMessageCreated = z.object({ message_id: z.string() });
export const wireJobCreated = z.object({ ctx_id: z.string() });
export const wireDeleted = z.object({ ok: z.literal(true) });

export type WireRole = 'user' | 'assistant';
const wireRole = z.enum(['user', 'assistant']);

/** A date that can be read. */
const wireTime = z.string().check(z.refine((text) => Number.isFinite(Date.parse(text))));

/** Questions have none. A status that a newer server has is kept as it is. */
const wireStatus = z.nullish(z.string());

/** The last message of a session goes by `_id`, every other one by `id`. */
const renameId = z.transform((value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('_id' in value)) return value;
  const { _id: id, ...rest } = value;
  return { ...rest, id };
});

export const wireMessage = z.pipe(
  renameId,
  z.object({
    id: z.string(),
    role: wireRole,
    content: z.nullish(z.string()),
    in_response_to: z.nullish(z.string()),
    status: wireStatus,
    assistant_id: z.nullish(z.string()),
    created_at: wireTime,
  }),
);
export type WireMessage = z.infer<typeof wireMessage>;

const sessionFields = {
  session_id: z.string(),
  name: z.nullish(z.string()),
  system_prompt: z.nullish(z.string()),
  session_start: wireTime,
  session_end: z.nullish(wireTime),
};

export const wireSession = z.object(sessionFields);
export type WireSession = z.infer<typeof wireSession>;

const wireListed = z.object({ ...sessionFields, last_message: z.nullish(wireMessage) });
export type WireListed = z.infer<typeof wireListed>;

const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.nullish(z.string()) });

export const wireSessionPage = pageOf(wireListed);
export const wireMessagePage = pageOf(wireMessage);

/** A job of analysis. Its result is text, whatever was asked for. */
export const wireJob = z.union([
  z.object({ status: z.literal('pending') }),
  z.object({ status: z.literal('done'), result: z.nullish(z.string()) }),
  z.object({ status: z.literal('error'), error: z.nullish(z.string()) }),
]);
export type WireJob = z.infer<typeof wireJob>;

/** A line of what was said before; the server keeps no context of its own. */
export interface WireLine {
  role: WireRole;
  content: string;
}

export interface WireAsk {
  history: readonly WireLine[];
  message: string;
  model?: string;
  system_prompt?: string;
}

export interface WireNewMessage {
  role: WireRole;
  content: string;
  in_response_to?: string;
  assistant_id?: string;
  status?: 'COMPLETED';
}

export interface WireSessionChange {
  name?: string;
  system_prompt?: string;
  end?: true;
}

export interface WireTask {
  task: string;
  history: readonly WireLine[];
  system_prompt: string;
  model?: string;
}
