/**
 * Takes out of a text what must not leave this device: keys, tokens, queries, and whatever looks like
 * a person's number or address.
 *
 * Its one law: it takes too much rather than too little. It knows no names, so what a person or a
 * server wrote is not given to it but left out in the first place.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b(authorization|cookie)\s*[:=]\s*[^\r\n]+/gi, '$1: ***'],
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 ***'],
  [/\bsk-[\w-]+/g, 'sk-***'],
  // A JSON Web Token, whole or cut off.
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){0,2}/g, '***'],
  [
    /\b(password|passwd|secret|token|api[-_]?key|key)(["']?\s*[:=]\s*["']?)[^\s"'&,;}]+/gi,
    '$1$2***',
  ],
  // The query and the fragment of an address.
  [/([\w/.:-])[?#][^\s"'<>)]+/g, '$1?***'],
  [/[^\s"'<>@/:]+@[^\s"'<>@/]+\.[^\s"'<>@/]+/g, '***@***'],
  // Who signs in by an address of the form https://name:password@host.
  [/\/\/[^\s/@]+@/g, '//***@'],
  // Numbers of telephones, records and insurances, dates of birth.
  [/\+?\d(?:[ ().-]?\d){5,}/g, '###'],
  // Long strings of letters and digits are ids or secrets.
  [/\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}\b/gi, '***'],
];

export function redact(text: string): string {
  return rules.reduce((rest, [pattern, mask]) => rest.replace(pattern, mask), text);
}

const secretKey = /password|secret|token|key|credential|^users?$|username/i;

/**
 * The same for every text in a value; what has the name of a secret or of people is masked whole,
 * whatever it is, but yes and no, which tell nothing.
 */
export function redactAll(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretKey.test(key) && typeof inner !== 'boolean' ? '***' : redactAll(inner),
    ]),
  );
}
