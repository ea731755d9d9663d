/**
 * What travels between a browser and a Dx0 server, as schemas.
 *
 * Holds only the fields that Bedside uses and tolerates more. A frame has three outcomes here:
 * known and good, unknown (nothing we recognise), malformed (recognised, but of a wrong shape).
 * Its one law: no other file of the product names a field of the wire.
 * Source: the Dx0 client examples and frames captured from a running server.
 */
import * as z from 'zod/mini';

/** `POST /login` request. */
export const wireCredentials = z.object({
  username: z.string().check(z.minLength(1)),
  password: z.string().check(z.minLength(1)),
});

/** `POST /login` and `POST /refresh` answer. Lifetimes are not stated: they are read from the token. */
export const wireTokenPair = z.object({
  access_token: z.string().check(z.minLength(1)),
  refresh_token: z.string().check(z.minLength(1)),
});

/** `POST /refresh` and `POST /logout` request. */
export const wireRefreshRequest = z.object({ refresh_token: z.string() });

/** The claims of an access token that Bedside reads. `exp` is in seconds since 1970. */
export const wireClaims = z.object({
  sub: z.string(),
  sid: z.string(),
  grp: z.string(),
  exp: z.number(),
});
export type WireClaims = z.infer<typeof wireClaims>;

/** `GET /case` answer. */
export const wireCase = z.object({ summary: z.string() });

/** `GET /tests` answer: names only, sorted. */
export const wireTests = z.object({ tests: z.array(z.string()) });

/** `POST /fhir/transcript` request. */
export const wireTranscriptRequest = z.object({
  transcript: z.array(z.tuple([z.string(), z.string()])),
  patient_id: z._default(z.string(), 'example'),
});

/** `POST /fhir/tests` request. */
export const wireTestsRequest = z.object({
  tests: z.array(z.string()),
  patient_id: z._default(z.string(), 'example'),
});

/** `POST /fhir/*` answer: a FHIR R4 Bundle, looked at only as far as a preview needs. */
export const wireBundle = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.string(),
  entry: z.array(z.looseObject({ resource: z.looseObject({ resourceType: z.string() }) })),
});

/** The longest message a Dx0 server takes, in characters. */
export const wireContentLimit = 10_000;

/** A message to the server. `real` servers take the actions in lower case, the document prints upper case. */
export const wireMessage = z.object({
  action: z._default(z.string(), 'question'),
  content: z.string().check(z.minLength(1), z.maxLength(wireContentLimit)),
});
export type WireMessage = z.infer<typeof wireMessage>;

/** A piece of a reply, up to 20 characters. */
const wirePiece = z.object({ reply: z.string(), done: z.literal(false) });

/** The last piece of a reply, with money in US dollars. Without `remaining_budget` there is no limit. */
export const wireLastPiece = z.object({
  reply: z.string(),
  done: z.literal(true),
  cost: z.number(),
  total_spent: z.number(),
  remaining_budget: z.nullish(z.number()),
  ordered_tests: z.array(z.string()),
});

/** A refusal. It ends the pending reply; the socket stays open. */
const wireError = z.object({ error: z.string() });

const wireFrame = z.union([wirePiece, wireLastPiece, wireError]);
export type WireFrame = z.infer<typeof wireFrame>;

export type FrameOutcome =
  | { kind: 'good'; frame: WireFrame }
  /** Nothing we know: a newer server may send it. */
  | { kind: 'unknown' }
  /** Meant as a frame, but of a wrong shape. `ends`: it says that the reply is over. */
  | { kind: 'malformed'; ends: boolean };

/** In characters. Frames carry 20; one this long is no reply, and is not worth parsing. */
const longestFrame = 1_000_000;

/** Python prints numbers that JSON does not have. Only tried on text that did not parse. */
const notANumber = /"remaining_budget":\s*(?:-?Infinity|NaN)/;

/** Reads one text frame. Never throws. */
export function readFrame(text: string): FrameOutcome {
  if (text.length > longestFrame) return { kind: 'malformed', ends: false };
  const value = parseJson(text) ?? parseJson(text.replace(notANumber, '"remaining_budget":null'));
  const parsed = wireFrame.safeParse(value);
  if (parsed.success && !isPoisoned(value)) return { kind: 'good', frame: parsed.data };
  if (typeof value !== 'object' || value === null) return { kind: 'malformed', ends: false };
  const known = 'reply' in value || 'error' in value || 'done' in value;
  return known
    ? { kind: 'malformed', ends: 'error' in value || ('done' in value && value.done === true) }
    : { kind: 'unknown' };
}

/** No honest server names a prototype. */
function isPoisoned(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
