/**
 * Structured data that an assistant sent, as a labelled table that is safe to show.
 *
 * It takes any JSON: what is deep, long or wide is cut and says so, and what looks like a credential
 * is withheld, since servers are known to keep the token of a request with its message. Its one law:
 * a card has at most `mostFields` fields, in at most `deepest` levels, whatever came.
 */
import { wholeCharacters } from '../lib/whole-characters.ts';

/** Text, or the fields of a part. */
export type DataValue = string | readonly DataField[];

export interface DataField {
  /** In words: `Heart rate` for `heartRate`. */
  readonly label: string;
  readonly value: DataValue;
}

export interface DataCard {
  readonly title: string;
  readonly fields: readonly DataField[];
  /** Not all of what came is in it. */
  readonly isCut: boolean;
}

const mostFields = 120;
const deepest = 4;
/** In characters. */
const longestText = 1_000;
const longestLabel = 60;
const usualTitle = 'Data';

/** Fields that name the card rather than tell something. */
const titleNames: readonly string[] = ['title', 'name', 'type'];

/** @param text what was said with it; the title where the data have none, else a field of its own */
export function toDataCard(data: unknown, text: string | null = null): DataCard {
  const reading = new Reading();
  const named = isGroup(data) ? titleOf(data) : null;
  const fields = reading.fieldsOf(soleList(named ? without(data, named.names) : data), 1);
  const words = text === null || text.trim() === '' ? null : reading.wordsOf(text.trim());
  const title = named?.title ?? words ?? usualTitle;
  const said = named && words !== null ? [{ label: 'Message', value: words }] : [];
  return { title, fields: [...said, ...fields], isCut: reading.isCut };
}

/** `Heart rate: 88`, a part below its label: for an ear, a record, a print. */
export function sayDataCard({ title, fields, isCut }: DataCard): string {
  const lines = [title, ...linesOf(fields, '')];
  return [...lines, ...(isCut ? ['(cut: there was more)'] : [])].join('\n');
}

function linesOf(fields: readonly DataField[], indent: string): readonly string[] {
  return fields.flatMap(({ label, value }) =>
    typeof value === 'string'
      ? [`${indent}${label}: ${value}`]
      : [`${indent}${label}:`, ...linesOf(value, `${indent}  `)],
  );
}

type Group = Readonly<Record<string, unknown>>;

function isGroup(data: unknown): data is Group {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

/** What names the card says what it is; its `type` does so only where nothing else does. */
function titleOf(group: Group): { names: readonly string[]; title: string } | null {
  for (const name of titleNames) {
    const title: unknown = Object.hasOwn(group, name) ? group[name] : undefined;
    if (typeof title === 'string' && title.trim() !== '') {
      const words = redact(title).slice(0, longestText);
      return { names: [name, 'type'], title: /\s/.test(words) ? words.trim() : toLabel(words) };
    }
  }
  return null;
}

function without(data: unknown, names: readonly string[]): unknown {
  return isGroup(data)
    ? Object.fromEntries(Object.entries(data).filter(([each]) => !names.includes(each)))
    : data;
}

/** A list of parts that is all there is needs no name of its own. */
function soleList(data: unknown): unknown {
  const [only, ...more] = isGroup(data) ? Object.values(data) : [];
  return Array.isArray(only) && only.every(isGroup) && more.length === 0 ? only : data;
}

/** Fields that name a part of a list, the first that is there. */
const partNames: readonly string[] = ['name', 'test', 'title', 'label'];

/**
 * `Heart rate: 104 /min, flag: high` for a part of a list that has a name and nothing below it;
 * `null` for any other.
 */
function sayPart(part: unknown): { name: string; words: string } | null {
  if (!isGroup(part)) return null;
  const given = Object.entries(part).filter(([, value]) => value !== null && value !== undefined);
  const named = partNames.find((name) => typeof part[name] === 'string');
  const isFlat = given.every(([name, value]) => !isNested(value) && !isSecretName(name));
  if (named === undefined || !isFlat) return null;
  const { value, unit } = part;
  const measured = value === undefined ? [] : [[value, unit].map(toWords).join(' ').trim()];
  const told = new Set([named, ...(value === undefined ? [] : ['value', 'unit'])]);
  const rest = given.filter(([name]) => !told.has(name));
  const words = rest.map(([name, each]) => `${toLabel(name).toLowerCase()}: ${toWords(each)}`);
  return { name: toWords(part[named]), words: [...measured, ...words].join(', ') };
}

/** One pass over the data, with what is left of the room for fields. */
class Reading {
  isCut = false;
  #left = mostFields;

  fieldsOf(data: unknown, depth: number): readonly DataField[] {
    if (data === null || data === undefined) return [];
    if (!isGroup(data) && !Array.isArray(data)) return this.#field('Value', data, depth);
    const fields: DataField[] = [];
    for (const [name, value] of entriesOf(data)) {
      if (this.#left <= 0) {
        this.isCut = true;
        break;
      }
      fields.push(...this.#field(name, value, depth));
    }
    return fields;
  }

  #field(name: string, value: unknown, depth: number): readonly DataField[] {
    if (value === null || value === undefined) return [];
    this.#left--;
    const part = sayPart(value);
    if (part && /^\d+$/.test(name)) {
      return [{ label: redact(part.name).slice(0, longestLabel), value: this.wordsOf(part.words) }];
    }
    const label = toLabel(name);
    if (isSecretName(name)) return [{ label, value: '(withheld)' }];
    if (Array.isArray(value) && value.every((item) => !isNested(item))) {
      return [{ label, value: this.wordsOf(value.map(toWords).join(', ')) }];
    }
    if (!isNested(value)) return [{ label, value: this.wordsOf(toWords(value)) }];
    if (depth < deepest) return [{ label, value: this.fieldsOf(value, depth + 1) }];
    this.isCut = true;
    return [{ label, value: '(more, too deep to show)' }];
  }

  wordsOf(text: string): string {
    const words = redact(text);
    if (words.length <= longestText) return words;
    this.isCut = true;
    return `${wholeCharacters(words.slice(0, longestText))} …`;
  }
}

/** A list counts from 1. Of a very wide one no more is looked at than there is room for. */
function entriesOf(data: Group | readonly unknown[]): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(data)) return Object.entries(data);
  return data.slice(0, mostFields + 1).map((value: unknown, index) => [`${index + 1}`, value]);
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function toWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? `${value}` : '';
}

/** `heartRate`, `heart_rate` and `heart-rate` are `Heart rate`; an abbreviation stays one. */
function toLabel(name: string): string {
  const spaced = name
    .slice(0, longestLabel * 2)
    .replaceAll(/[_\-\s]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .trim();
  const words = spaced
    .split(' ')
    .map((word) => (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word))
    .join(' ');
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  return wholeCharacters(label.slice(0, longestLabel)) || 'Value';
}

const secretName =
  /^(origin|cookies?|password|secret)$|authori[sz]ation|token|api[-_ ]?key|credential|client[-_ ]?secret/i;

function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Keys of Xians, bearer tokens, JSON web tokens. */
const secrets = /sk-[\w-]{4,}|Bearer\s+\S+|eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g;

/** The same words without what looks like a credential. */
export function redact(text: string): string {
  return text.replaceAll(secrets, '(withheld)');
}
