/**
 * The last look at what leaves Bedside: what reads like a token of a sign-in is taken out.
 *
 * Nothing here is given a token, so there is one only where a server or a person wrote it into words.
 * Its one law: it looks at every text of a record, whatever it belongs to.
 */
const removed = '[token removed]';

/** A JSON web token; a key of Xians or of an AI service; whatever follows `Bearer`. */
const tokens = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /\bsk-[A-Za-z0-9_-]{16,}/g,
  /(?<=\bBearer\s+)[\w~+/.-]{16,}=*/gi,
];

/** The same value, of which every text is without tokens. What has none is given back as it is. */
export function withoutTokens<Value>(value: Value): Value {
  return clean(value) as Value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return keepIfSame(value, value.map(clean));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, clean(part)] as const);
  const before = Object.values(value);
  return entries.every(([, part], index) => part === before[index])
    ? value
    : Object.fromEntries(entries);
}

function keepIfSame(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((part, index) => part === before[index]) ? before : after;
}

function cleanText(text: string): string {
  return tokens.reduce((cleaned, token) => cleaned.replace(token, removed), text);
}
