import { expect, test } from 'vitest';
import { patientIdFault, serverFileName } from './patient-id.ts';

test.each(['', '   ', 'example', ' Example ', 'EXAMPLE'])(
  '[XP4] a bundle never goes out for the patient "%s"',
  (id) => {
    expect(patientIdFault(id)).not.toBeNull();
  },
);

test.each(['12345', 'MRN-000.17', 'example-2', 'x'.repeat(64)])('[XP4] "%s" is an id', (id) => {
  expect(patientIdFault(id)).toBeNull();
});

test('[XP4] what FHIR does not allow in a reference is refused before it goes out', () => {
  expect(patientIdFault('Jane Doe')).toContain('letters, digits');
  expect(patientIdFault('../../Patient')).toContain('letters, digits');
  expect(patientIdFault('x'.repeat(65))).toContain('64');
});

test('[XP2] a file has the patient in its name only where a person chose so', () => {
  const at = Date.UTC(2026, 10, 20, 12);
  expect(serverFileName('transcript', null, at)).toBe('bedside-transcript-2026-11-20-server.json');
  expect(serverFileName('orders', ' ../a b ', at)).toBe(
    'bedside-orders-2026-11-20-a-b-server.json',
  );
});
