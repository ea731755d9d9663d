import { expect, it } from 'vitest';
import { toHeard, toNotice } from './convert.ts';
import { readMessage } from './wire.ts';

function gradeOf(data: object): string | undefined {
  const message = readMessage({ id: '1', messageType: 'Data', data: { title: 'A', ...data } });
  return message ? toNotice(toHeard(message), message.data)?.grade : undefined;
}

it.each([
  [{ severity: 'critical' }, 'emergency'],
  [{ severity: ' URGENT ' }, 'warning'],
  [{ level: 'warn' }, 'warning'],
  [{ severity: '', level: 'error' }, 'warning'],
  [{ severity: 'info', emergency: false }, 'information'],
  [{ emergency: 'False' }, 'information'],
  [{ level: 'ward 4' }, 'information'],
  [{}, 'information'],
])('[NT1] a notice of %j has its grade: %s', (data, grade) => {
  expect(gradeOf(data)).toBe(grade);
});

it.each([
  { severity: 'catastrophic' },
  { severity: 'constructor' },
  { severity: 5 },
  { severity: ['info'] },
  { emergency: 'true' },
  { emergency: 1, severity: 'info' },
])('[AL7] a notice of %j counts as the highest: nobody knows how grave it is', (data) => {
  expect(gradeOf(data)).toBe('emergency');
});
