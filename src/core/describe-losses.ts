/** What signing out would take along that is nowhere else, in a sentence or two. Pure. */

export interface Losses {
  /** Alerts that nobody has acknowledged: of this tab, and of the person's other tabs. */
  readonly alerts: number;
  readonly alertsElsewhere: number;
  /** In messages, here and below. Not sent: of this tab, and of the person's other tabs. */
  readonly unsent: number;
  readonly unsentElsewhere: number;
  /** Not in the history: of this tab, and of the others. */
  readonly unwritten: number;
  readonly unwrittenElsewhere: number;
}

/** @param tenant whose; `null` where there is one alone */
export function describeLosses(losses: Losses, tenant: string | null): string {
  const { alerts, alertsElsewhere, unsent, unsentElsewhere } = losses;
  const sentences = [
    count('alert', alerts, alertsElsewhere, 'not acknowledged.'),
    count('message', unsent, unsentElsewhere, 'not sent yet.'),
    count('message', losses.unwritten, losses.unwrittenElsewhere, 'not in the history yet.'),
  ].filter((sentence) => sentence !== null);
  // A name, a cost or an end that is not told is no message.
  const all = sentences.length > 0 ? sentences.join(' ') : 'The history is not up to date yet.';
  return tenant === null ? all : `At ${tenant}: ${all}`;
}

function count(noun: string, here: number, elsewhere: number, what: string): string | null {
  if (here + elsewhere === 0) return null;
  const some = (number: number) => (number === 1 ? `1 ${noun}` : `${number} ${noun}s`);
  const parts = [
    ...(here > 0 ? [some(here)] : []),
    ...(elsewhere > 0 ? [`${some(elsewhere)} of another tab`] : []),
  ];
  return `${parts.join(' and ')} ${here + elsewhere === 1 ? 'is' : 'are'} ${what}`;
}
