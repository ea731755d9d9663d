/**
 * What a client may send: the request of the hub, the query and body of REST.
 *
 * Its one law: the query counts before the body, and a body that is no request is the data.
 */
import * as z from 'zod/mini';
import type { MessageType, Said } from './threads.ts';

const messageTypes: readonly string[] = ['Chat', 'Data', 'Handoff'];

export function isMessageType(type: unknown): type is MessageType {
  return typeof type === 'string' && messageTypes.includes(type);
}

const text = z.optional(z.nullable(z.string()));

/** The first argument of `SendInboundMessage`. */
export const wireHubRequest = z.object({
  participantId: z.string(),
  workflow: z.string(),
  data: z.optional(z.unknown()),
  ...{ text, hint: text, scope: text, requestId: text },
});

export type HubRequest = z.infer<typeof wireHubRequest>;

export function saidOverHub(request: HubRequest, messageType: MessageType): Said {
  const { text: words, data, hint, scope, requestId } = request;
  return {
    ...{ messageType, text: words ?? null, data: data ?? null },
    ...{ hint: hint ?? null, scope: scope ?? null, requestId: requestId ?? null },
  };
}

const wireRestBody = z.object({ data: z.optional(z.unknown()), text, hint: text, scope: text });

/** Members by which a body is a request and not the data of one. */
const known = ['data', 'text', 'hint', 'scope', 'workflow', 'participantId', 'type', 'requestId'];

export function saidOverRest(
  query: URLSearchParams,
  body: unknown,
  messageType: MessageType,
): Said {
  const isRequest =
    typeof body === 'object' && body !== null && known.some((name) => Object.hasOwn(body, name));
  const parsed = wireRestBody.safeParse(isRequest ? body : { data: body });
  const fields = parsed.success ? parsed.data : {};
  return {
    ...{ messageType, text: query.get('text') ?? fields.text ?? null, data: fields.data ?? null },
    ...{ hint: fields.hint ?? null, scope: fields.scope ?? null },
    requestId: query.get('requestId'),
  };
}
