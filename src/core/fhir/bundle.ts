/**
 * A case file as a FHIR R4 document: a bundle that any system can read, and that says itself what it
 * contains. Pure: ids come in, times are in the file.
 *
 * Its one law: it says what was said and done, by whom and when. What FHIR has a place for and nobody
 * knows (a date of birth, a verified result, a price) is not there.
 */
import { isoTime } from '../../lib/iso-time.ts';
import type { FhirBundle } from '../backend.ts';
import type { CaseFile } from '../export/case-file.ts';
import { aiCaution, statementOf } from '../export/statement.ts';
import { author, bedsideSystem, testData } from './codes.ts';
import { addAlert, addDifferential, addOrders } from './clinical-acts.ts';
import type { Parts, SaidTurn } from './communications.ts';
import { addRemark, addTurn, repliesBySource } from './communications.ts';
import type { Entry, Reference } from './entries.ts';
import { Entries } from './entries.ts';
import { fhirText, paragraph } from './fhir-text.ts';
import { addProfile, People } from './people.ts';

/**
 * @param patientId as the person typed it, an id that FHIR takes
 * @param newUuid ids for the bundle and its entries
 */
export function makeBundle(file: CaseFile, patientId: string, newUuid: () => string): FhirBundle {
  const entries = new Entries(newUuid);
  const sections = fillSections({ file, entries, people: new People(entries, file, patientId) });
  const uuid = newUuid();
  const bundle = {
    resourceType: 'Bundle',
    id: uuid,
    ...(file.isDemo && { meta: { security: [testData] } }),
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${uuid}` },
    type: 'document',
    timestamp: isoTime(file.madeAt),
    entry: [composition(file, sections, newUuid()), ...entries.list],
  };
  return { json: JSON.stringify(bundle, null, 2), entries: bundle.entry.length };
}

interface Sections {
  readonly parts: Parts;
  readonly profile: readonly Reference[];
  readonly said: readonly Reference[];
  readonly orders: readonly Reference[];
  readonly alerts: readonly Reference[];
  readonly differential: readonly Reference[];
  readonly sources: readonly Reference[];
}

function fillSections(parts: Parts): Sections {
  const { file, entries, people } = parts;
  const orders = addOrders(parts);
  const turns = file.turns.map((turn) => addTurn(parts, turn, orders));
  const remarks = file.remarks.map((filed) => ({ filed, reference: addRemark(parts, filed) }));
  return {
    parts,
    profile: addProfile(entries, file.profile, people.patient),
    said: inOrder(turns, remarks),
    orders: [...orders.values()],
    alerts: file.alerts.map((alert) => addAlert(parts, alert, turns)),
    differential: file.differential ? [addDifferential(parts, file.differential)] : [],
    sources: addSources(parts, turns),
  };
}

type SaidRemark = { filed: CaseFile['remarks'][number]; reference: Reference };

/** Remarks stand behind the turn that preceded them. */
function inOrder(turns: readonly SaidTurn[], remarks: readonly SaidRemark[]): Reference[] {
  const placed = [
    ...turns.map(({ filed, message, reply }) => ({
      place: filed.number,
      references: [message, ...(reply ? [reply] : [])],
    })),
    ...remarks.map(({ filed, reference }) => ({
      place: filed.afterTurn + 0.5,
      references: [reference],
    })),
  ];
  return placed.sort((a, b) => a.place - b.place).flatMap(({ references }) => references);
}

/** Who generated which replies, in which session of theirs. */
function addSources({ file, entries, people }: Parts, turns: readonly SaidTurn[]): Reference[] {
  return repliesBySource(turns).map(({ source, replies }) => {
    const { sessionId, backEnd, tenant } = source;
    const what = {
      ...(sessionId && { identifier: { system: bedsideSystem, value: fhirText(sessionId) } }),
      display: fhirText(`Session of ${backEnd} for ${tenant}`),
    };
    return entries.add({
      resourceType: 'Provenance',
      target: replies,
      recorded: isoTime(file.madeAt),
      agent: [{ type: author, who: people.assistant(source) }],
      entity: [{ role: 'source', what }],
    });
  });
}

function composition(file: CaseFile, sections: Sections, uuid: string): Entry {
  const { people } = sections.parts;
  return {
    fullUrl: `urn:uuid:${uuid}`,
    resource: {
      resourceType: 'Composition',
      id: uuid,
      // Nobody has signed it.
      status: 'preliminary',
      type: { text: 'Record of a conversation with an AI assistant' },
      subject: people.patient,
      date: isoTime(file.madeAt),
      author: [people.practitioner(file.madeBy), people.bedside()],
      title: fhirText(titleOf(file)),
      custodian: people.organization,
      section: [
        { title: 'About this document', text: narrative(file) },
        ...listed('Patient, as the clinician stated', sections.profile),
        ...listed('Conversation', sections.said),
        ...listed('Orders', sections.orders),
        ...listed('Alerts', sections.alerts),
        ...listed('Differential', sections.differential),
        ...listed('Who generated the replies', sections.sources),
      ],
    },
  };
}

function listed(title: string, entry: readonly Reference[]) {
  return entry.length === 0 ? [] : [{ title, entry }];
}

function titleOf({ conversation: { name, source, startedAt } }: CaseFile): string {
  return name ?? `Conversation with ${source.assistant}, ${isoTime(startedAt).slice(0, 10)}`;
}

function narrative(file: CaseFile) {
  const { contains, leavesOut } = statementOf('fhir', file);
  const paragraphs = [
    ...(file.isDemo ? ['Demonstration: invented patients, invented prices.'] : []),
    aiCaution,
    `Contains: ${contains}`,
    `Leaves out: ${leavesOut}`,
  ];
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs.map(paragraph).join('')}</div>`;
  return { status: 'generated', div };
}
