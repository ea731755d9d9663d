/** How a record that people read puts things: the same on paper, in Markdown and on the handover page. */
import { formatDateTime, formatDuration } from '../../lib/format-time.ts';
import type { Action, Exchange } from '../conversation.ts';
import { describeAcknowledgement, describePatient, severityWords } from '../describe-alert.ts';
import { formatMoney } from '../money.ts';
import type { CaseFile, FiledAlert } from './case-file.ts';

export const actionWords: Record<Action, string> = {
  ask: 'Question',
  order: 'Order',
  diagnose: 'Diagnosis proposed',
};

export const demoMark = 'DEMONSTRATION: invented patients, invented prices';

/** Who it is about, as far as anybody said: `p-12345 · Male, 54`. */
export function namePatient({ patientId, profile }: CaseFile): string {
  const known = describePatient(profile);
  if (patientId === null) return known;
  return known === describePatient({ ...profile, sex: null, age: null })
    ? patientId
    : `${patientId} · ${known}`;
}

function describeSource({ source }: Pick<Exchange, 'source'>): string {
  const { assistant, backEnd, sessionId } = source;
  return [`${assistant} (${backEnd})`, sessionId && `session ${sessionId}`]
    .filter(Boolean)
    .join(', ');
}

/** Where a reply is from, when it ended, how long it took, what it cost. */
export function describeReply(exchange: Exchange): string {
  const { turn, settlement } = exchange;
  const isWhole = turn.phase === 'finished';
  const at = isWhole ? turn.finishedAt : turn.phase === 'interrupted' ? turn.at : null;
  return [
    describeSource(exchange),
    at !== null && formatDateTime(at),
    isWhole && formatDuration(turn.finishedAt - turn.startedAt),
    settlement && formatMoney(settlement.cost),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What was flagged, by whom, when, at which turn, and who took it on. */
export function describeAlert({ alert, source, turn }: FiledAlert): string {
  const { severity, raisedAt, count, text } = alert;
  const times = count > 1 ? `, ${count} times` : '';
  const where = turn === null ? '' : `, turn ${turn}`;
  const flagged = `${severityWords[severity]}, flagged by ${source.assistant}, ${formatDateTime(raisedAt)}${where}${times}: ${text}`;
  return `${flagged} — ${describeAcknowledgement(alert, formatDateTime)}.`;
}

/** The case header of a record, by name. */
export function headerFacts(file: CaseFile): readonly (readonly [string, string])[] {
  const { conversation, tenant, madeAt, madeBy } = file;
  const { endedAt, startedAt, name, id, source } = conversation;
  const ended = endedAt === null ? 'open' : `ended ${formatDateTime(endedAt)}`;
  return [
    ['Tenant', tenant],
    ['Patient', namePatient(file)],
    ['Conversation', [name, id].filter(Boolean).join(' · ')],
    ['Assistant', `${source.assistant} (${source.backEnd})`],
    ['Begun', `${formatDateTime(startedAt)}, ${ended}`],
    ['Clinician', file.clinician ?? 'not recorded'],
    ['Made', `${formatDateTime(madeAt)} by ${madeBy}`],
  ];
}
