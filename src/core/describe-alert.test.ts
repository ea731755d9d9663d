import { describe, expect, it } from 'vitest';
import type { Alert } from './alert.ts';
import { describeAcknowledgement, describePatient } from './describe-alert.ts';
import { emptyProfile } from './patient-profile.ts';

const raised: Alert = {
  id: 'alert-1',
  severity: 'emergency',
  text: 'Flagged CRITICAL',
  raisedAt: 60_000,
  turnId: 'a',
  count: 1,
  acknowledgement: null,
};

const taken = (at: number, reason = ''): Alert => ({
  ...raised,
  acknowledgement: { by: 'ana', at, reason },
});

const inSeconds = (at: number) => `second ${at / 1000}`;

describe('an alert in words', () => {
  it('[AL3] says who acknowledged it, when, after how many seconds, and why', () => {
    expect(describeAcknowledgement(taken(155_400, 'On my way'), inSeconds)).toBe(
      'Acknowledged by ana at second 155.4, after 95 s: On my way',
    );
    expect(describeAcknowledgement(taken(62_000), inSeconds)).toBe(
      'Acknowledged by ana at second 62, after 2 s',
    );
    expect(describeAcknowledgement(raised)).toBe('Not acknowledged');
  });

  it('[AL3] a clock that was set back makes no negative wait', () => {
    expect(describeAcknowledgement(taken(0), inSeconds)).toContain('after 0 s');
  });

  it.each([
    [{ sex: 'female', age: 54 }, 'Female, 54'],
    [{ sex: null, age: 54 }, '54 years'],
    [{ sex: 'male', age: null }, 'Male'],
    [{ sex: null, age: 0 }, '0 years'],
    [{}, 'patient not named'],
  ] as const)('[AL2] names the patient by what is known: %o', (known, words) => {
    expect(describePatient({ ...emptyProfile, ...known })).toBe(words);
  });
});
