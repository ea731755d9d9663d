/**
 * Between the analysis jobs of a Sessions server and the product's words. Pure functions.
 *
 * A job is a task in words, and its result a text that a model wrote: often JSON, often in a fence,
 * sometimes neither. Its one law: what does not have the shape that was asked for is unreadable, and
 * is handed over to the letter.
 */
import * as z from 'zod/mini';
import type {
  AnalysisProgress,
  AnalysisRequest,
  AnalysisResult,
  ExtractedValue,
  ExtractionField,
} from '../../core/analysis.ts';
import { explainFailure } from './convert.ts';
import type { WireJob } from './wire.ts';

/** What the model is told to be. */
export const analystInstructions =
  'You read clinical text for a clinician. Use only what the text says, and give nothing but the ' +
  'answer in the form that is asked for.';

/** The task in words. The form of the answer stands last: after a long text it is not forgotten. */
export function toTask(request: AnalysisRequest, text: string): string {
  const { aim, form } = describeTask(request);
  return `${aim}\n\nText:\n${text}\n\n${form}`;
}

interface TaskWords {
  readonly aim: string;
  readonly form: string;
}

const keys = (...names: readonly string[]) =>
  `Format as JSON with these exact keys: ${names.join(', ')}`;

function describeTask(request: AnalysisRequest): TaskWords {
  switch (request.kind) {
    case 'symptoms':
      return {
        aim:
          'Analyze the symptoms in this text. Give the risk level (Low, Medium or High) and lists ' +
          'of strings: follow-up actions, symptoms to monitor, specialists to refer to.',
        form: keys(
          ...['risk_level', 'follow_up_actions', 'monitor_symptoms', 'specialist_referrals'],
        ),
      };
    case 'summary':
      return {
        aim: 'Summarize the key points of this text in a few sentences.',
        form: 'Please provide: the summary as plain text.',
      };
    case 'key-phrases':
      return {
        aim: 'Extract the most important key phrases of this text, as a list of strings.',
        form: keys('key_phrases'),
      };
    case 'sentiment':
      return {
        aim: 'Rate the sentiment of this text by a number from -1 (negative) to 1 (positive).',
        form: keys('score'),
      };
    case 'classification':
      return {
        aim: `Classify this text into exactly one of these categories: ${JSON.stringify(request.categories)}.`,
        form: keys('category'),
      };
    case 'extraction':
      return {
        aim: 'Take structured data out of this text, with null for what it does not say.',
        form:
          `Schema: ${JSON.stringify(toSchema(request.fields))}\n` +
          'Return only valid JSON that matches the schema.',
      };
  }
}

const typeWords: Record<ExtractionField['type'], string | readonly string[]> = {
  text: 'string',
  number: 'number',
  'yes-no': 'boolean',
  list: ['string'],
};

function toSchema(fields: readonly ExtractionField[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, type }) => [name, typeWords[type]]));
}

export function toProgress(request: AnalysisRequest, job: WireJob): AnalysisProgress {
  if (job.status === 'pending') return { phase: 'running' };
  if (job.status === 'error') return { phase: 'failed', detail: explainFailure(job.error ?? '') };
  return { phase: 'done', result: toResult(request, job.result ?? '') };
}

function toResult(request: AnalysisRequest, raw: string): AnalysisResult {
  return readResult(request, raw) ?? { kind: 'unreadable', asked: request.kind, raw };
}

function readResult(request: AnalysisRequest, raw: string): AnalysisResult | null {
  const value = readJson(raw);
  switch (request.kind) {
    case 'symptoms':
      return readSymptoms(value);
    case 'summary':
      return readSummary(value, raw);
    case 'key-phrases':
      return readPhrases(value);
    case 'sentiment':
      return readSentiment(value);
    case 'classification':
      return readCategory(value, raw, request.categories);
    case 'extraction':
      return readExtraction(value, request.fields);
  }
}

/** The JSON of an answer: all of it, or what stands in its only fence; else `undefined`. */
function readJson(raw: string): unknown {
  const fences = [...raw.matchAll(/```[a-z]*\s*\n?([\s\S]*?)```/gi)];
  const candidates = fences.length === 1 ? [raw, fences[0]?.[1] ?? ''] : [raw];
  for (const candidate of candidates) {
    try {
      return JSON.parse(candidate) as unknown;
    } catch {
      // The next may be.
    }
  }
  return undefined;
}

/** Models give a single entry now and then where a list was asked for. */
const list = z.union([
  z.array(z.string()),
  z.pipe(
    z.string(),
    z.transform((entry) => [entry]),
  ),
]);

const symptoms = z.object({
  risk_level: z.pipe(
    z.pipe(
      z.string(),
      z.transform((level) => level.trim().toLowerCase()),
    ),
    z.enum(['low', 'medium', 'high']),
  ),
  follow_up_actions: list,
  monitor_symptoms: list,
  specialist_referrals: list,
});

function readSymptoms(value: unknown): AnalysisResult | null {
  const parsed = symptoms.safeParse(value);
  if (!parsed.success) return null;
  return {
    kind: 'symptoms',
    riskLevel: parsed.data.risk_level,
    followUpActions: parsed.data.follow_up_actions,
    symptomsToMonitor: parsed.data.monitor_symptoms,
    referrals: parsed.data.specialist_referrals,
  };
}

const summary = z.object({ summary: z.string() });

/** It was asked for as text; one that comes as JSON is taken out of it. */
function readSummary(value: unknown, raw: string): AnalysisResult | null {
  const text = value === undefined ? raw : summary.safeParse(value).data?.summary;
  return text === undefined || text.trim() === '' ? null : { kind: 'summary', text: text.trim() };
}

const phrases = z.array(z.string());
const namedPhrases = z.union([
  z.object({ keywords: phrases }),
  z.object({ key_phrases: phrases }),
  z.object({ phrases }),
]);

function readPhrases(value: unknown): AnalysisResult | null {
  const bare = phrases.safeParse(value);
  if (bare.success) return { kind: 'key-phrases', phrases: bare.data };
  const named = namedPhrases.safeParse(value);
  const found = named.success ? Object.values(named.data)[0] : undefined;
  return found === undefined ? null : { kind: 'key-phrases', phrases: found };
}

const score = z.number().check(z.minimum(-1), z.maximum(1));
const namedScore = z.object({ score });

function readSentiment(value: unknown): AnalysisResult | null {
  const found = score.safeParse(value).data ?? namedScore.safeParse(value).data?.score;
  return found === undefined ? null : { kind: 'sentiment', score: found };
}

const namedCategory = z.object({ category: z.string() });

function readCategory(
  value: unknown,
  raw: string,
  categories: readonly string[],
): AnalysisResult | null {
  const bare = typeof value === 'string' ? value : raw;
  const said = namedCategory.safeParse(value).data?.category ?? bare;
  const fold = (text: string) => text.trim().toLowerCase();
  const category = categories.find((each) => fold(each) === fold(said));
  return category === undefined ? null : { kind: 'classification', category };
}

const valueSchemas = {
  text: z.string(),
  number: z.number(),
  'yes-no': z.boolean(),
  list: z.array(z.string()),
} satisfies Record<ExtractionField['type'], z.ZodMiniType>;

/** A field that is missing counts as one of which the text says nothing. */
function readExtraction(value: unknown, fields: readonly ExtractionField[]): AnalysisResult | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const found = new Map<string, unknown>(Object.entries(value));
  if (!fields.some(({ name }) => found.has(name))) return null;
  const values: { name: string; value: ExtractedValue }[] = [];
  for (const { name, type } of fields) {
    const parsed = z.nullish(valueSchemas[type]).safeParse(found.get(name));
    if (!parsed.success) return null;
    values.push({ name, value: parsed.data ?? null });
  }
  return { kind: 'extraction', values };
}
