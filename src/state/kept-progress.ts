/**
 * How far the records of conversations are written, as records of a work, and back.
 *
 * They are records of their own, which a work may have or not. Reading trusts nothing: what does not
 * have their shape is refused.
 */
import * as z from 'zod/mini';
import type { Cents } from '../core/money.ts';
import type { Progress } from '../core/record/progress.ts';

const count = z.number().check(z.int(), z.nonnegative());

const description = z.object({
  name: z.string(),
  summary: z.object({
    cost: z.nullable(z.custom<Cents>((value) => Number.isInteger(value))),
    alerts: count,
    waiting: count,
  }),
});

const progressRecord = z.object({
  remoteId: z.nullable(z.string()),
  written: count,
  exchanges: count,
  current: z.array(z.string()),
  beside: z.array(z.string()),
  asked: z.nullable(z.object({ entryId: z.string(), messageId: z.string() })),
  newest: z.nullable(z.string()),
  // Kept only since there was anything to tell.
  told: z._default(z.nullable(description), null),
  isEnded: z.boolean(),
  doubt: z.nullable(
    z.object({
      newest: z.nullable(z.string()),
      requests: count,
      lookAt: z.number(),
      isOfWhole: z.exactOptional(z.boolean()),
    }),
  ),
});

const prefix = 'mirror/';
const none: ReadonlyMap<string, Progress> = new Map();

/** The records that are not the same after `before`, and `undefined` for those that are gone. */
export function changedProgress(before = none, after = none): ReadonlyMap<string, unknown> {
  const changes = new Map<string, unknown>();
  if (before === after) return changes;
  for (const [id, progress] of after) {
    if (before.get(id) !== progress) changes.set(prefix + id, progress);
  }
  for (const id of before.keys()) if (!after.has(id)) changes.set(prefix + id, undefined);
  return changes;
}

/** By the id of the conversation. @throws where one has not this shape */
export function readProgress(records: ReadonlyMap<string, unknown>): ReadonlyMap<string, Progress> {
  const mine = [...records].filter(([name]) => name.startsWith(prefix));
  return new Map(
    mine.map(([name, record]) => [name.slice(prefix.length), progressRecord.parse(record)]),
  );
}
