/**
 * The scripted result of an analysis: what was asked for, from what the text says.
 *
 * A task that names keys gets JSON with those; one with a schema gets that filled in; another gets
 * prose. Its one law: nothing is made up that the text does not say, except what the topic is known
 * to call for.
 */
import type { Shape } from '../directions.ts';
import { extract } from './extract.ts';
import { dress } from './shape.ts';
import { readText, type Reading } from './reading.ts';

export interface Task {
  readonly task: string;
  /** What was said before it. */
  readonly context: string;
  readonly shape: Shape;
}

export function analyse({ task, context, shape }: Task): string {
  const schema = schemaOf(task);
  const text = textOf(task, context);
  if (schema !== undefined) return dress(extract(text, schema), shape);
  const keys = keysOf(task);
  const reading = readText(text);
  if (keys.length === 0) return tell(task, reading);
  const entries = keys.map((key) => [key, valueOf(key, reading)] as const);
  return dress(Object.fromEntries(entries), shape);
}

/** `… exact keys: a, b, c` */
function keysOf(task: string): readonly string[] {
  const list = /\bkeys:\s*((?:["'`]?\w+["'`]?(?:\s*,\s*(?:and\s+)?|\s+and\s+)?)+)/i.exec(task)?.[1];
  return list?.match(/\w+/g)?.filter((word) => word !== 'and') ?? [];
}

function schemaOf(task: string): unknown {
  const start = task.lastIndexOf('Schema:');
  if (start === -1) return undefined;
  const rest = task.slice(start);
  const json = rest.slice(rest.indexOf('{'), rest.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** What is to be read: behind its mark in the task if there is one, else the talk before it. */
function textOf(task: string, context: string): string {
  const marked = /(?:Patient Data|Symptoms|Document|Text|Conversation):\s*([\s\S]*)/.exec(
    task,
  )?.[1];
  const own = marked?.split(/\n\s*(?:Please provide:|Schema:|Format as)/)[0]?.trim() ?? '';
  if (own !== '') return own;
  return context === '' ? task : context;
}

const values: readonly (readonly [RegExp, (reading: Reading) => unknown])[] = [
  [/^risk/, ({ topic }) => topic.risk],
  [/follow|action|recommend/, ({ topic }) => topic.followUp],
  [/monitor/, ({ topic }) => topic.monitor],
  [/referral|specialist/, ({ topic }) => topic.referrals],
  [/summary/, ({ summary }) => summary],
  [/points/, ({ points }) => points],
  [/phrase|keyword/, ({ phrases }) => phrases],
  [/score/, ({ score }) => score],
  [/sentiment|label/, ({ sentiment }) => sentiment],
  [/categor|class/, ({ category }) => category],
  [/confidence/, () => 0.8],
  [/reason|explanation|rationale/, ({ reason }) => reason],
];

function valueOf(key: string, reading: Reading): unknown {
  const known = values.find(([pattern]) => pattern.test(key.toLowerCase()));
  return known?.[1](reading) ?? null;
}

/** In the words of a model that was not asked for JSON. */
function tell(
  task: string,
  { score, sentiment, phrases, category, summary, reason }: Reading,
): string {
  if (/sentiment/i.test(task)) return `Score: ${score} (${sentiment}). ${reason}`;
  if (/keyword|key phrase/i.test(task)) return phrases.map((phrase) => `- ${phrase}`).join('\n');
  if (/classif/i.test(task)) return `Category: ${category}`;
  return summary;
}
