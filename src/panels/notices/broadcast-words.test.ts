import { describe, expect, it } from 'vitest';
import { Forbidden, TimedOut, Unreachable } from '../../core/errors.ts';
import type { Outcome } from '../../state/broadcast.ts';
import { describeFault, describeOutcome, describeSend, summarise } from './broadcast-words.ts';

const draft = { grade: 'information', title: 'CT is down', text: '' } as const;
const refused: Outcome = { phase: 'refused', error: new Forbidden('admins only') };
const unknown: Outcome = { phase: 'unknown', error: new TimedOut(15_000) };
const taken: Outcome = { phase: 'taken', at: Date.UTC(2030, 0, 15, 9, 0) };

const standing = (...outcomes: Outcome[]) =>
  summarise({ outcomes: new Map(outcomes.map((outcome, index) => [`${index}`, outcome])) });

describe('[NT4] a notice to everybody, in words', () => {
  it('says what is missing once it is wanted, and what is too much at once', () => {
    expect(describeFault({ ...draft, title: ' ' }, false)).toEqual({});
    expect(describeFault({ ...draft, title: ' ' }, true).title).toContain('Write');
    expect(describeFault({ ...draft, title: 'x'.repeat(123) }, false).title).toContain('by 3:');
    expect(describeFault({ ...draft, text: 'x'.repeat(1_001) }, false).text).toContain('by 1:');
    expect(describeFault(draft, true)).toEqual({});
  });

  it('says to how many it goes', () => {
    expect(describeSend(1, 1, 'warning')).toBe('Send to everybody');
    expect(describeSend(2, 3, 'information')).toBe('Send to 2 tenants');
    expect(describeSend(0, 3, 'information')).toBe('Send');
    expect(describeSend(1, 3, 'emergency')).toBe('Send emergency to 1 tenant');
  });

  it('[TU4] calls it sent only where a server took it, and says where it may be there already', () => {
    expect(describeOutcome(refused)).toMatch(/^Not sent\. .*admins only/);
    expect(describeOutcome(unknown)).toBe(
      'It is not known whether it arrived. No answer within 15 s. It may be there already: sent again, it may be shown twice.',
    );
    const left = new DOMException('left', 'AbortError');
    expect(describeOutcome({ phase: 'unknown', error: left })).toContain('signed out');
    for (const outcome of [refused, unknown, { phase: 'unknown', error: new Unreachable('') }]) {
      expect(describeOutcome(outcome as Outcome)).not.toMatch(/taken/i);
    }
    expect(describeOutcome(taken)).toMatch(/^Taken by the server at/);
  });

  it('says how it stands at all of them', () => {
    expect(standing(taken)).toBe('Sent.');
    expect(standing(unknown)).toBe('It is not known whether it arrived.');
    expect(standing(taken, refused, unknown, { phase: 'sending' })).toBe(
      'Taken by 1 of 4 tenants · 1 under way · 1 not sent · 1 not known',
    );
  });
});
