/**
 * Text as FHIR takes it: no control characters but tab and line breaks, no half of a pair, at most a
 * million characters, never blank.
 */

/** What FHIR forbids is shown as the sign for what cannot be shown; blank text is `fallback`. */
export function fhirText(text: string, fallback = '(blank)'): string {
  const shown = text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/(?![\t\n\r])\p{Cc}/gu, '\uFFFD');
  return shown.trim() === '' ? fallback : shown;
}

const longest = 500_000;

/** In as many parts as its length needs. */
export function fhirTexts(text: string): readonly string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== '';) {
    const end = isHalf(rest, longest) ? longest - 1 : longest;
    parts.push(fhirText(rest.slice(0, end)));
    rest = rest.slice(end);
  }
  return parts;
}

/** A cut there would go through a character. */
function isHalf(text: string, at: number): boolean {
  return text.length > at && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
}

/** In a paragraph of XHTML. */
export function paragraph(text: string): string {
  const escaped = fhirText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `<p>${escaped}</p>`;
}
