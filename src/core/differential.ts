/**
 * A ranked differential: what the clinician proposes, the likeliest first. The first is the final
 * diagnosis; what follows it was considered and ranked below.
 */
export interface Differential {
  /** At least one entry, which may be blank while it is written. */
  readonly ranked: readonly string[];
  readonly reasoning: string;
}

export const emptyDifferential: Differential = { ranked: [''], reasoning: '' };

/** The final diagnosis; empty while none is written. */
export function finalDiagnosis({ ranked }: Differential): string {
  return ranked[0]?.trim() ?? '';
}

/** Exchanges an entry with the one above it. */
export function moveUp(differential: Differential, index: number): Differential {
  const above = differential.ranked[index - 1];
  const entry = differential.ranked[index];
  if (above === undefined || entry === undefined) return differential;
  const ranked = differential.ranked.with(index - 1, entry).with(index, above);
  return { ...differential, ranked };
}

const finalMark = 'Final diagnosis: ';
const reasonsMark = 'Reasoning: ';

/** As the message that is sent. */
export function describeDifferential(differential: Differential): string {
  const alternatives = differential.ranked.slice(1).map((entry) => entry.trim());
  const considered = alternatives.filter((entry) => entry !== '');
  const reasoning = differential.reasoning.trim();
  return [
    `${finalMark}${finalDiagnosis(differential)}`,
    ...considered.map((entry, index) => `${index + 2}. ${entry}`),
    ...(reasoning === '' ? [] : [`${reasonsMark}${reasoning}`]),
  ].join('\n');
}

/**
 * A differential as `describeDifferential` writes it; `null` for what is written otherwise. Lines of
 * an entry or of the reasoning that stand alone belong to what is above them.
 */
export function readDifferential(text: string): Differential | null {
  const [first = '', ...lines] = text.split('\n');
  if (!first.startsWith(finalMark)) return null;
  const ranked = [first.slice(finalMark.length)];
  const reasonsAt = lines.findIndex((line) => line.startsWith(reasonsMark));
  const listed = reasonsAt === -1 ? lines : lines.slice(0, reasonsAt);
  for (const line of listed) {
    const number = `${ranked.length + 1}. `;
    if (line.startsWith(number)) ranked.push(line.slice(number.length));
    else ranked.push(`${ranked.pop() ?? ''}\n${line}`);
  }
  const reasons = reasonsAt === -1 ? [] : lines.slice(reasonsAt);
  return { ranked, reasoning: reasons.join('\n').slice(reasonsMark.length) };
}
