import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findContacts } from './alert-contacts.ts';

const told = (text: string) =>
  findContacts(text, true).map(({ number, label, href }) => [number, label, href]);

describe('contacts in the text of an emergency', () => {
  it.each([
    ['• 911: Emergency Services', ['911', 'Emergency Services', 'tel:911']],
    ['112', ['112', '', 'tel:112']],
    ['988', ['988', '', 'tel:988']],
    ['Poison Control: 1-800-222-1222', ['1-800-222-1222', 'Poison Control', 'tel:18002221222']],
    [
      '• 1-800-222-1222: Poison Control Center (free, confidential)',
      ['1-800-222-1222', 'Poison Control Center (free, confidential)', 'tel:18002221222'],
    ],
    ['Text HOME to 741741', ['741741', 'Text HOME', 'sms:741741']],
    ['CALL 911 IMMEDIATELY - Possible heart attack', ['911', '', 'tel:911']],
    ['If it gets worse, call 911 or go to the nearest emergency room.', ['911', '', 'tel:911']],
    ['Call or text 988 at any hour', ['988', '', 'tel:988']],
    ['- **Ambulance**: 112', ['112', 'Ambulance', 'tel:112']],
    ['Legevakt: +47 22 93 22 93', ['+47 22 93 22 93', 'Legevakt', 'tel:+4722932293']],
    ['1. 999 (Emergency)', ['999', 'Emergency', 'tel:999']],
  ])('[AL6] %s', (line, contact) => {
    expect(told(line)).toEqual([contact]);
  });

  it.each([
    'Heart rate: 112',
    'Blood pressure 180/110',
    'Glucose: 999 mg/dL',
    'Seen on 2026-11-20',
    'Date: 2026-11-20',
    'Give 0.9 % saline 1000 ml',
    'ICD: 410.9',
    'Platelets 110-120',
    '110 - 120 mmHg',
    'Repeat in 119 minutes',
    'https://example.org/911: no',
    '911,000 people',
  ])('[AL6] what is measured is no number to call: %s', (line) => {
    expect(told(line)).toEqual([]);
  });

  it('[AL6] a number is told once, by the name that the text has for it', () => {
    const text = 'CALL 911 IMMEDIATELY\n\n• 911: Emergency Services\n• 988: Lifeline\n\nCall 911.';
    expect(told(text)).toEqual([
      ['911', 'Emergency Services', 'tel:911'],
      ['988', 'Lifeline', 'tel:988'],
    ]);
  });

  it('[AL6] a line that still grows is not read: half a number would ring elsewhere', () => {
    expect(findContacts('Poison Control: 1-800-222', false)).toEqual([]);
    expect(findContacts('Poison Control: 1-800-222-1222\n', false)).toHaveLength(1);
  });

  const lines = fc.oneof(
    fc.string(),
    fc.constantFrom('• 911: Emergency', 'Call 112', 'Poison Control: 1-800-222-1222', '988'),
    fc.stringMatching(/^[•*]? ?[0-9 +().:-]{1,30}[a-z ]{0,10}$/),
  );
  const texts = fc.array(lines).map((each) => each.join('\n'));

  it('[AL6] every text is read, and gives only digits that it has', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, isWhole) => {
        for (const { number, href } of findContacts(text, isWhole)) {
          expect(href).toMatch(/^(tel|sms):\+?\d+$/);
          expect(text).toContain(number);
          expect(href.replace(/\D/g, '')).toBe(number.replace(/\D/g, ''));
        }
      }),
    );
  });

  it('[AL6] what a growing text offers to dial is offered by the whole text too', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, cut) => {
        const early = findContacts(text.slice(0, cut % (text.length + 1)), false);
        const hrefs = findContacts(text, true).map(({ href }) => href);
        for (const { href } of early) expect(hrefs).toContain(href);
      }),
    );
  });
});
