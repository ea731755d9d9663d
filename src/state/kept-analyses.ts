/**
 * Analyses as records of a work, and back: what was asked for, and what became of it.
 *
 * They are records of their own, which a work may have or not. Reading trusts nothing: what does not
 * have their shape is refused.
 */
import * as z from 'zod/mini';
import type { AskedAnalysis } from '../core/asked-analysis.ts';

const texts = z.array(z.string());

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['symptoms', 'summary', 'key-phrases', 'sentiment']) }),
  z.object({ kind: z.literal('classification'), categories: texts }),
  z.object({
    kind: z.literal('extraction'),
    fields: z.array(
      z.object({ name: z.string(), type: z.enum(['text', 'number', 'yes-no', 'list']) }),
    ),
  }),
]);

const kinds = [
  ...(['symptoms', 'summary', 'key-phrases'] as const),
  ...(['sentiment', 'classification', 'extraction'] as const),
] as const;

const result = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('symptoms'),
    riskLevel: z.enum(['low', 'medium', 'high']),
    followUpActions: texts,
    symptomsToMonitor: texts,
    referrals: texts,
  }),
  z.object({ kind: z.literal('summary'), text: z.string() }),
  z.object({ kind: z.literal('key-phrases'), phrases: texts }),
  z.object({ kind: z.literal('sentiment'), score: z.number() }),
  z.object({ kind: z.literal('classification'), category: z.string() }),
  z.object({
    kind: z.literal('extraction'),
    values: z.array(
      z.object({
        name: z.string(),
        value: z.nullable(z.union([z.string(), z.number(), z.boolean(), texts])),
      }),
    ),
  }),
  z.object({ kind: z.literal('unreadable'), asked: z.enum(kinds), raw: z.string() }),
]);

const job = z.object({
  id: z.string(),
  conversationId: z.string(),
  request,
  startedAt: z.number(),
});

const standing = z.discriminatedUnion('phase', [
  z.object({ phase: z.enum(['waiting', 'starting']) }),
  z.object({ phase: z.enum(['running', 'overdue']), job }),
  z.object({ phase: z.literal('done'), job, result, at: z.number() }),
  z.object({ phase: z.enum(['failed', 'uncertain']), detail: z.string(), at: z.number() }),
]);

const analysisRecord = z.object({
  id: z.string(),
  request,
  subject: z.object({
    kind: z.enum(['conversation', 'selection', 'pasted']),
    conversationId: z.nullable(z.string()),
    keptId: z.nullable(z.string()),
    title: z.string(),
    text: z.string(),
  }),
  service: z.string(),
  askedAt: z.number(),
  standing,
});

const prefix = 'analysis/';

/** The records that are not the same after `before`, and `undefined` for those that are gone. */
export function changedAnalyses(
  before: readonly AskedAnalysis[] | undefined = [],
  after: readonly AskedAnalysis[] | undefined = [],
): ReadonlyMap<string, unknown> {
  const changes = new Map<string, unknown>();
  if (before === after) return changes;
  const known = new Map(before.map((each) => [each.id, each]));
  for (const each of after) {
    if (known.get(each.id) !== each) changes.set(prefix + each.id, each);
    known.delete(each.id);
  }
  for (const id of known.keys()) changes.set(prefix + id, undefined);
  return changes;
}

/** The latest first. @throws where one has not this shape */
export function readAnalyses(records: ReadonlyMap<string, unknown>): readonly AskedAnalysis[] {
  return [...records]
    .filter(([name]) => name.startsWith(prefix))
    .map(([, record]): AskedAnalysis => analysisRecord.parse(record))
    .sort((a, b) => b.askedAt - a.askedAt);
}
