/**
 * Data taken out of a text by a schema, with patterns.
 *
 * A schema is either plain, `{"name": "string"}`, or JSON Schema with `properties`. Its one law:
 * what the text does not say is null.
 */

type Fields = Readonly<Record<string, unknown>>;

export function extract(text: string, schema: unknown): Fields {
  const fields = fieldsOf(fieldsOf(schema)['properties'] ?? schema);
  const found = Object.entries(fields).map(([name, type]) => [name, fill(text, name, type)]);
  return Object.fromEntries(found) as Fields;
}

function fill(text: string, name: string, type: unknown): unknown {
  const wanted = typeof type === 'string' ? type : fieldsOf(type)['type'];
  const matches = matchesOf(text, name);
  const first = matches[0];
  if (first === undefined) return null;
  if (wanted === 'array' || Array.isArray(type)) return matches;
  if (wanted === 'boolean') return true;
  if (wanted !== 'number' && wanted !== 'integer') return first;
  const number = Number(/-?\d+(?:\.\d+)?/.exec(first)?.[0]);
  return Number.isNaN(number) ? null : number;
}

const patterns: readonly (readonly [RegExp, RegExp])[] = [
  [/mail/i, /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  [/phone|tel/i, /\+?\d[\d -]{5,}\d/g],
  [/date|day/i, /\b\d{4}-\d\d-\d\d\b/g],
  [/company|organi[sz]ation/i, /(?<=\b(?:from|at|of) )[A-Z]\w*(?: [A-Z]\w*)*/g],
  [/(?:^|_)age(?:$|_)/i, /\b\d{1,3}(?=[- ]?years?[- ]old)|(?<=\baged )\d{1,3}/gi],
  [/pressure/i, /\b\d{2,3}\/\d{2,3}\b/g],
  [/temperature/i, /\b\d{2,3}(?:\.\d)?(?= ?°)/g],
  [/pulse|heart.?rate/i, /\b\d{2,3}(?= ?(?:bpm|beats|\/min))/g],
  [/dose|medic|drug/i, /\b\p{L}+ \d+(?:\.\d+)? ?(?:mg|g|ml|units)\b/gu],
  [/duration|since/i, /\b\d+ (?:minutes?|hours?|days?|weeks?|months?|years?)\b(?![- ]old)/g],
  [/symptom|complaint/i, /\b(?:\p{L}+ )?(?:pain|ache)\b|\b(?:fever|cough|nausea|rash)\b/giu],
  [/name|patient/i, /\b[A-Z][a-z]+ [A-Z][a-z]+\b/g],
];

function matchesOf(text: string, name: string): readonly string[] {
  const known = patterns.find(([field]) => field.test(name))?.[1];
  const found = known === undefined ? announcedAs(text, name) : (text.match(known) ?? []);
  return found.map((match) => match.trim());
}

/** `name: value`, or the name alone where it is said. */
function announcedAs(text: string, name: string): readonly string[] {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  if (at === -1) return [];
  const value = /^\s*(?::|=|is\b)\s*([^\n.;,]+)/.exec(text.slice(at + name.length))?.[1];
  return [value ?? text.slice(at, at + name.length)];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
