/** Orders, alerts and the differential as FHIR resources. Pure. */
import { isoTime } from '../../lib/iso-time.ts';
import type { FiledAlert } from '../export/case-file.ts';
import type { FiledDifferential } from '../export/filed-differential.ts';
import type { FiledOrder } from '../export/filed-orders.ts';
import { severityWords } from '../describe-alert.ts';
import { aiAsserted, bedsideSystem, cptConcept, ownConcept } from './codes.ts';
import type { Parts, SaidTurn } from './communications.ts';
import type { Reference } from './entries.ts';
import { fhirText } from './fhir-text.ts';

/** By the id of the message that ordered it. */
export function addOrders(parts: Parts): ReadonlyMap<string, Reference> {
  return new Map(parts.file.orders.map((order) => [order.id, addOrder(parts, order)]));
}

/** `active` without a result, `completed` with one; what the server did not take is `revoked`. */
function addOrder({ file, entries, people }: Parts, order: FiledOrder): Reference {
  const note = orderNotes[order.state];
  return entries.add({
    resourceType: 'ServiceRequest',
    identifier: [{ system: bedsideSystem, value: `order/${order.id}` }],
    status: orderStatus(order),
    intent: 'order',
    code: cptConcept(fhirText(order.test), order.cptCode),
    subject: people.patient,
    authoredOn: isoTime(order.orderedAt),
    requester: people.clinician(file.clinician),
    ...(note && { note: [{ text: note }] }),
  });
}

function orderStatus({ state, result }: FiledOrder): string {
  if (result !== null) return 'completed';
  return state === 'refused' || state === 'not-placed' ? 'revoked' : 'active';
}

const orderNotes: Record<FiledOrder['state'], string | null> = {
  placed: null,
  sent: '[sent, no reply yet]',
  uncertain: '[unconfirmed: it may or may not have been placed]',
  'not-placed': '[not placed: the service did not charge it]',
  refused: '[refused by the server]',
};

const grades = { emergency: 'high', urgent: 'moderate' } as const;

/** The service flagged it. Whoever acknowledged it took it on; nobody said that it is true. */
export function addAlert(
  { entries, people }: Parts,
  { alert, source, waited }: FiledAlert,
  turns: readonly SaidTurn[],
): Reference {
  const turn = turns.find(({ filed }) => filed.exchange.message.id === alert.turnId);
  const { acknowledgement, severity, count } = alert;
  const times = count > 1 ? ` (${count} times)` : '';
  return entries.add({
    resourceType: 'DetectedIssue',
    meta: { security: [aiAsserted] },
    identifier: [{ system: bedsideSystem, value: `alert/${alert.id}` }],
    status: 'preliminary',
    code: ownConcept(severity, `${severityWords[severity]}, flagged by the service${times}`),
    severity: grades[severity],
    patient: people.patient,
    identifiedDateTime: isoTime(alert.raisedAt),
    author: people.assistant(source),
    ...(turn && { evidence: [{ detail: [turn.message] }] }),
    detail: fhirText(alert.text),
    ...(acknowledgement && {
      mitigation: [
        {
          action: ownConcept('acknowledged', acknowledged(waited, acknowledgement.reason)),
          date: isoTime(acknowledgement.at),
          author: people.practitioner(acknowledgement.by),
        },
      ],
    }),
  });
}

function acknowledged(waited: number | null, reason: string): string {
  const words = `Acknowledged after ${waited ?? 0} s`;
  return fhirText(reason.trim() === '' ? `${words}, without a reason` : `${words}: ${reason}`);
}

/** The final diagnosis first, as the clinician ranked them. */
export function addDifferential(
  { file, entries, people }: Parts,
  { turn, at, text, ranked, isAnswered }: FiledDifferential,
): Reference {
  const reasoning = ranked?.reasoning.trim() ?? '';
  return entries.add({
    resourceType: 'ClinicalImpression',
    identifier: [{ system: bedsideSystem, value: `differential/${file.conversation.id}/${turn}` }],
    status: isAnswered ? 'completed' : 'in-progress',
    subject: people.patient,
    date: isoTime(at),
    assessor: people.clinician(file.clinician),
    summary: fhirText(text),
    ...(ranked && {
      finding: ranked.ranked.map((entry) => ({
        itemCodeableConcept: { text: fhirText(entry) },
      })),
    }),
    ...(reasoning !== '' && { note: [{ text: fhirText(reasoning) }] }),
  });
}
