import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataField } from './data-card.ts';
import { redact, sayDataCard, toDataCard } from './data-card.ts';

describe('a card of structured data', () => {
  it('[NT1] names its fields in words, nests parts, and says lists in a line', () => {
    const data = {
      type: 'vital_signs',
      heartRate: 88,
      bp: { systolic: 120, diastolic: 80 },
      isStable: true,
      drugs: ['aspirin', 'heparin'],
      note: null,
    };
    expect(sayDataCard(toDataCard(data, 'At triage'))).toBe(
      [
        'Vital signs',
        'Message: At triage',
        'Heart rate: 88',
        'Bp:',
        '  Systolic: 120',
        '  Diastolic: 80',
        'Is stable: yes',
        'Drugs: aspirin, heparin',
      ].join('\n'),
    );
  });

  it('[NT1] says a measurement in a line, under its name', () => {
    const values = [
      { name: 'Heart rate', value: 104, unit: '/min', low: 50, high: 100, flag: 'high' },
      { test: 'ECG', reason: 'chest pain', urgency: 'now' },
    ];
    expect(sayDataCard(toDataCard({ type: 'vital_signs', title: 'Vital signs', values }))).toBe(
      [
        'Vital signs',
        'Heart rate: 104 /min, low: 50, high: 100, flag: high',
        'ECG: reason: chest pain, urgency: now',
      ].join('\n'),
    );
  });

  it('is called by what was said with it, where the data have no name', () => {
    expect(toDataCard({ a: 1 }, 'Results of today').title).toBe('Results of today');
    expect(toDataCard([1, 2])).toMatchObject({ title: 'Data', fields: [{ value: '1' }, {}] });
    expect(toDataCard('plain').fields).toEqual([{ label: 'Value', value: 'plain' }]);
  });

  it('[AU2][SE4] shows no credential, by whatever name or in whatever text', () => {
    const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyLTEifQ.x';
    const data = {
      origin: 'secret-1',
      accessToken: 'secret-2',
      deep: { Authorization: 'secret-3', said: [`Bearer ${jwt}`, `key sk-Xnai-secret, ${jwt}`] },
      __proto__: { polluted: 'secret-4' },
    };
    const words = sayDataCard(toDataCard(data, `Token ${jwt}`));
    expect(words).not.toMatch(/secret|eyJ/);
    expect(words).toContain('withheld');
    expect(redact('Ask sk- or skip')).toBe('Ask sk- or skip');
  });

  it('[F38] any JSON becomes a card of a bounded size, and what is cut says so', () => {
    const count = (fields: readonly DataField[]): number =>
      fields.reduce(
        (sum, { value }) => sum + 1 + (typeof value === 'string' ? 0 : count(value)),
        0,
      );
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (data) => {
        expect(count(toDataCard(data).fields)).toBeLessThanOrEqual(120);
      }),
    );
    const wide = toDataCard(
      Object.fromEntries(Array.from({ length: 9999 }, (_, i) => [`n${i}`, i])),
    );
    expect([count(wide.fields), wide.isCut]).toEqual([120, true]);
    const long = toDataCard({ text: 'x'.repeat(1_000_000) });
    expect([sayDataCard(long).length < 1_100, long.isCut]).toEqual([true, true]);
    const deep: unknown = JSON.parse('{"a":'.repeat(5000) + '1' + '}'.repeat(5000));
    expect(toDataCard(deep)).toMatchObject({ isCut: true });
  });
});
