/**
 * What can be asked to go wrong, as schemas: one object per kind of fault.
 *
 * Its one law: a fault is said in terms of connections, frames, replies and REST answers, never in
 * those of one back end, so that every back end of the server has all of them.
 */
import * as z from 'zod/mini';

const whole = z.int().check(z.gte(0));
const statusCode = z.int().check(z.gte(200), z.lte(599));
const closeCode = z.int().check(z.gte(1000), z.lte(4999));

const fitsCloseFrame = (reason: string): boolean => Buffer.byteLength(reason) <= 123;

/** How often it happens before it is used up. */
const times = z.union([z.int().check(z.gte(1)), z.literal('always')]);
const once = z._default(times, 1);
const always = z._default(times, 'always');

/**
 * Where in a reply: before the frame of this number (0 is the first), before the `last` one, or at
 * the `end`, after the last one. Or apart from replies: when a connection opens, or `now`, on all
 * that are open.
 */
const moment = z.union([whole, z.enum(['last', 'end', 'open', 'now'])]);
const inReply = z._default(moment, 0);
const between = z._default(moment, 1);

/** All that is named must hold. Paths may have `*` (within a part) and `**` (over parts). */
const match = z.optional(
  z.strictObject({
    backEnd: z.optional(z.string()),
    path: z.optional(z.string()),
    method: z.optional(z.string()),
    connection: z.optional(z.int()),
    action: z.optional(z.string()),
    text: z.optional(z.string()),
  }),
);

const retryAfter = z.optional(z.union([whole, z.string()]));
const processed = z._default(z.boolean(), false);

export const wireFault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('refuse-handshake'),
    status: z._default(z.union([statusCode, z.enum(['destroy', 'hang'])]), 503),
    ...{ retryAfter, times: once, match },
  }),
  z.strictObject({ kind: z.literal('drop'), after: inReply, times: once, match }),
  z.strictObject({
    kind: z.literal('close'),
    code: closeCode,
    reason: z._default(z.string().check(z.refine(fitsCloseFrame, 'longer than 123 bytes')), ''),
    after: z._default(moment, 'now'),
    ...{ times: once, match },
  }),
  z.strictObject({ kind: z.literal('silence'), after: inReply, times: once, match }),
  z.strictObject({ kind: z.literal('stall'), ms: whole, after: inReply, times: once, match }),
  z.strictObject({
    kind: z.literal('delay'),
    ms: whole,
    jitter: z._default(whole, 0),
    on: z._default(z.enum(['frames', 'rest', 'both']), 'both'),
    ...{ times: always, match },
  }),
  z.strictObject({
    kind: z.literal('malformed'),
    shape: z._default(
      z.enum(['not-json', 'wrong-types', 'missing-fields', 'proto', 'deep']),
      'not-json',
    ),
    extra: z._default(z.boolean(), false),
    ...{ after: inReply, times: once, match },
  }),
  z.strictObject({
    kind: z.literal('unknown'),
    frame: z.optional(z.unknown()),
    ...{ after: between, times: once, match },
  }),
  z.strictObject({
    kind: z.literal('oversized'),
    megabytes: z._default(z.number().check(z.gt(0), z.lte(100)), 10),
    ...{ after: between, times: once, match },
  }),
  z.strictObject({
    kind: z.literal('duplicate'),
    after: z.optional(z.union([whole, z.literal('last')])),
    ...{ times: once, match },
  }),
  z.strictObject({ kind: z.literal('late'), ms: z._default(whole, 0), times: once, match }),
  z.strictObject({
    kind: z.literal('status'),
    status: statusCode,
    as: z._default(z.enum(['json', 'html']), 'json'),
    body: z.optional(z.unknown()),
    ...{ retryAfter, processed, times: once, match },
  }),
  z.strictObject({ kind: z.literal('html'), processed, times: once, match }),
  z.strictObject({ kind: z.literal('lost-answer'), times: once, match }),
  z.strictObject({ kind: z.literal('hang'), processed, times: once, match }),
  z.strictObject({ kind: z.literal('expire-tokens'), match }),
  z.strictObject({ kind: z.literal('forget-sessions'), match }),
  z.strictObject({
    kind: z.literal('restart'),
    ms: z._default(whole, 500),
    code: z._default(z.union([closeCode, z.literal('terminate')]), 1012),
  }),
  z.strictObject({ kind: z.literal('clock-skew'), seconds: z.int() }),
  z.strictObject({ kind: z.literal('slice'), times: always, match }),
]);

/** A fault with everything said. */
export type Fault = z.output<typeof wireFault>;
/** A fault as it is asked for: what has a default may be left out. */
export type FaultRequest = z.input<typeof wireFault>;
export type FaultKind = Fault['kind'];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** In words, because the small build of zod has none unless told. */
const inWords = { error: z.locales.en().localeError };

/** Throws `ZodError` with everything that is wrong. */
export function parseFault(value: unknown): Fault {
  return wireFault.parse(value, inWords);
}
