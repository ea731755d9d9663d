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
  const { instructions, text } = takeApart(task, context);
  const schema = schemaOf(instructions);
  if (schema !== undefined) return dress(extract(text, schema), shape);
  const reading = readText(text, categoriesOf(instructions));
  if (/json (?:list|array)/i.test(instructions)) return dress(reading.phrases, shape);
  const keys = keysOf(instructions);
  if (keys.length === 0) return tell(instructions, reading);
  const entries = keys.map((key) => [key, valueOf(key, reading)] as const);
  return dress(Object.fromEntries(entries), shape);
}

/**
 * The text stands between marks of three quotes, else behind a word that announces it; without
 * either it is what was said before.
 */
function takeApart(task: string, context: string): { instructions: string; text: string } {
  const quoted = /"""\n?([\s\S]*?)\n?"""/.exec(task);
  if (quoted !== null) return { instructions: task.replace(quoted[0], ''), text: quoted[1] ?? '' };
  const announced = /(?:Patient Data|Symptoms|Document|Text|Conversation):\s*([\s\S]*)/.exec(task);
  const own = announced?.[1]?.split(/\n\s*(?:Please provide:|Schema:|Format as)/)[0]?.trim() ?? '';
  if (own !== '') return { instructions: task, text: own };
  return { instructions: task, text: context === '' ? task : context };
}

/** `… exact keys: a (a string), b, c` or `… the one key a` */
function keysOf(instructions: string): readonly string[] {
  const plain = instructions.replaceAll(/ *\([^)]*\)/g, '');
  const one = /\bone key ["'`]?(\w+)/.exec(plain)?.[1];
  if (one !== undefined) return [one];
  const list = /\bkeys:\s*((?:["'`]?\w+["'`]?(?:\s*,\s*(?:and\s+)?|\s+and\s+)?)+)/i.exec(
    plain,
  )?.[1];
  return list?.match(/\w+/g)?.filter((word) => word !== 'and') ?? [];
}

function schemaOf(instructions: string): unknown {
  const start = instructions.lastIndexOf('Schema:');
  if (start === -1) return undefined;
  const rest = instructions.slice(start);
  try {
    return JSON.parse(rest.slice(rest.indexOf('{'), rest.lastIndexOf('}') + 1)) as unknown;
  } catch {
    return undefined;
  }
}

/** `… one of these categories: [a, b]`, with or without quotes */
function categoriesOf(instructions: string): readonly string[] {
  const list = /categories: *\[([^\]]*)\]/.exec(instructions)?.[1] ?? '';
  const names = list.split(',').map((name) => name.replaceAll('"', '').trim());
  return names.filter((name) => name !== '');
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
