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

/** As the message that is sent. */
export function describeDifferential(differential: Differential): string {
  const alternatives = differential.ranked.slice(1).map((entry) => entry.trim());
  const considered = alternatives.filter((entry) => entry !== '');
  const reasoning = differential.reasoning.trim();
  return [
    `Final diagnosis: ${finalDiagnosis(differential)}`,
    ...considered.map((entry, index) => `${index + 2}. ${entry}`),
    ...(reasoning === '' ? [] : [`Reasoning: ${reasoning}`]),
  ].join('\n');
}
