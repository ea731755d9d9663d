/** Somebody else takes over: another assistant, or a person. */
export interface Handover {
  readonly to: string;
  /** Empty where it was not said. */
  readonly reason: string;
  /** How long it takes them to answer, in minutes; `null` where nobody said. */
  readonly waitMinutes: number | null;
}

/** In one line, for a record or an ear. */
export function sayHandover({ to, reason, waitMinutes }: Handover): string {
  const why = reason === '' ? '.' : `: ${reason}`;
  const wait = waitMinutes === null ? '' : ` Expected wait: ${waitMinutes} min.`;
  return `Handed over to ${to}${why}${wait}`;
}
