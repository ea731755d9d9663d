import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyAct, liveThrough } from '../../testing/any-conversation.ts';
import type { MadeBundle } from '../../testing/check-bundle.ts';
import { checkBundle, ofType } from '../../testing/check-bundle.ts';
import { loadDefinitions } from '../../testing/fhir-definitions.ts';
import { fileRequest, sampleFile } from '../../testing/sample-case-file.ts';
import type { CaseFile } from '../export/case-file.ts';
import { openCaseFile } from '../export/case-file.ts';
import { makeBundle } from './bundle.ts';
import { markConcept } from './codes.ts';

const { structureFaults, codeFaults } = loadDefinitions([
  ...['Bundle', 'Composition', 'Communication', 'ServiceRequest', 'DetectedIssue', 'Patient'],
  ...['ClinicalImpression', 'Provenance', 'Device', 'Practitioner', 'Organization'],
  ...['Observation', 'AllergyIntolerance', 'Condition', 'MedicationStatement'],
]);

/** Counts up, so that the same file makes the same bundle. */
function uuids(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${String(count++).padStart(12, '0')}`;
}

function made(file: CaseFile) {
  const { json } = makeBundle(file, 'p-12345', uuids());
  return { json, bundle: JSON.parse(json) as MadeBundle };
}

/** By all three looks. */
function faults(file: CaseFile): readonly string[] {
  const { json, bundle } = made(file);
  return [
    ...structureFaults(bundle),
    ...[{ resource: bundle as unknown }, ...bundle.entry].flatMap(({ resource }) =>
      codeFaults(resource),
    ),
    ...checkBundle(json, file, 'p-12345'),
  ];
}

describe('a bundle that Bedside makes', () => {
  test('[XP1] is valid R4 by its definitions, its required codes and our own rules', () => {
    expect(faults(sampleFile)).toEqual([]);
  });

  test('[XP1][XP4] is so whatever was said, with any assistant, known from ledger or history', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 30 }), fc.boolean(), (acts, isPast) => {
        for (const conversation of [liveThrough(acts)[acts.length], liveThrough(acts).at(-1)]) {
          if (!conversation) continue;
          const rest = isPast ? { clinician: null, account: null, isPart: true } : {};
          const file = openCaseFile({ ...fileRequest, ...rest, conversation });
          expect(faults(file)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('[XP1] gives the reason of a mark as text that a bundle may hold', () => {
    const mark = { code: 'refused', text: 'not accepted' } as const;
    expect(markConcept({ ...mark, why: 'No\u0007' }).text).toBe('No\uFFFD');
    expect(markConcept({ ...mark, why: ' ' }).text).toBe(mark.text);
  });

  test('the three looks see what they are for', () => {
    const { json } = made(sampleFile);
    const spoilt = (from: string, to: string) => json.replace(from, to);
    const odd = JSON.parse(spoilt('"status": "preliminary"', '"state": "x"')) as MadeBundle;
    expect(structureFaults(odd)).not.toEqual([]);
    const bundle = JSON.parse(spoilt('"status": "active"', '"status": "underway"')) as MadeBundle;
    expect(bundle.entry.flatMap(({ resource }) => codeFaults(resource))).toEqual([
      'ServiceRequest.status: underway',
    ]);
    expect(checkBundle(json, sampleFile, 'p-1')).toEqual(['not the patient typed']);
    const lost = spoilt('"reference": "urn:uuid:0', '"reference": "urn:uuid:f');
    expect(checkBundle(lost, sampleFile, 'p-12345')).not.toEqual([]);
  });

  test('[XP4] says active for an order without a result, completed for one with it, and when', () => {
    const orders = ofType(made(sampleFile).bundle, 'ServiceRequest');
    expect(
      orders.map(({ code, status, note }) => ({ code, status, note: JSON.stringify(note) })),
    ).toEqual([
      {
        code: {
          coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '84484' }],
          text: 'troponin i',
        },
        status: 'completed',
        note: undefined,
      },
      {
        code: { text: 'chest x-ray' },
        status: 'active',
        note: expect.stringContaining('unconfirmed') as string,
      },
    ]);
    expect(orders[0]?.['authoredOn']).toMatch(/^2026-11-20T.*[+-]\d\d:\d\d$/);
  });

  test('[XP4] keeps the mark of what is not whole, as text and as a code', () => {
    const said = ofType(made(sampleFile).bundle, 'Communication').map(
      ({ status, payload, statusReason, sent }) => ({
        status,
        words: (payload as { contentString: string }[])[0]?.contentString,
        code: (statusReason as { coding?: { code: string }[] } | undefined)?.coding?.[0]?.code,
        isTimed: typeof sent === 'string',
      }),
    );
    expect(said.every(({ isTimed }) => isTimed)).toBe(true);
    expect(said).toContainEqual({
      status: 'stopped',
      words: 'His father \n\n[incomplete: do not rely on it]',
      code: 'stopped',
      isTimed: true,
    });
    expect(said.map(({ status, code }) => [status, code])).toEqual(
      expect.arrayContaining([
        ['unknown', 'unconfirmed'],
        ['not-done', 'refused'],
        ['stopped', 'connection-lost'],
      ]),
    );
  });

  test('[AL3] tells alerts with who took them on, when, after how long, and why', () => {
    const [alert] = ofType(made(sampleFile).bundle, 'DetectedIssue');
    expect(alert).toMatchObject({
      severity: 'high',
      detail: 'Possible heart attack',
      mitigation: [{ action: { text: 'Acknowledged after 42 s: Ambulance called' } }],
    });
  });

  test('the differential is there as it was ranked, and the patient as stated', () => {
    const { bundle } = made(sampleFile);
    expect(ofType(bundle, 'ClinicalImpression')[0]).toMatchObject({
      status: 'completed',
      finding: [
        { itemCodeableConcept: { text: 'NSTEMI' } },
        { itemCodeableConcept: { text: 'Aortic dissection' } },
      ],
      note: [{ text: 'Troponin is raised.' }],
    });
    expect(ofType(bundle, 'Patient')[0]).toMatchObject({ id: 'p-12345', gender: 'male' });
    expect(ofType(bundle, 'AllergyIntolerance')[0]).toMatchObject({
      code: { text: 'penicillin' },
    });
  });

  test('[TK8] every reply is from an assistant, labelled as asserted by AI, with its session', () => {
    const { bundle } = made(sampleFile);
    const [provenance] = ofType(bundle, 'Provenance');
    expect(provenance).toMatchObject({
      entity: [{ what: { identifier: { value: 'session-1' } } }],
    });
    const replies = ofType(bundle, 'Communication').filter(({ meta }) => meta !== undefined);
    expect(replies).toHaveLength((provenance?.['target'] as unknown[]).length);
  });

  test('[XP3] says what it contains and leaves out, has no price, and no token that was typed', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJkciJ9.c2lnbmF0dXJl';
    const caseSummary = `Bearer ${token}`;
    const conversation = { ...fileRequest.conversation, name: `Key ${token}` };
    const { json } = made(openCaseFile({ ...fileRequest, conversation, caseSummary }));
    expect(json).toContain('Leaves out: ');
    expect(json).toContain('Costs, budget');
    expect(json).not.toMatch(/13\.54|1354|\$/);
    expect(json).not.toContain(token.slice(0, 20));
  });

  test('[OP4] of a demonstration is labelled as test data', () => {
    expect(made({ ...sampleFile, isDemo: true }).json).toContain('"HTEST"');
    expect(made(sampleFile).json).not.toContain('"HTEST"');
  });
});
