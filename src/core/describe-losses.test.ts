import { expect, it } from 'vitest';
import { describeLosses } from './describe-losses.ts';

const nothing = {
  ...{ alerts: 0, alertsElsewhere: 0 },
  ...{ unsent: 0, unsentElsewhere: 0, unwritten: 0, unwrittenElsewhere: 0 },
};

it('[TE1][HI3] says how much signing out would lose, of which tab, and at which tenant', () => {
  const both = { ...nothing, unsent: 1, unwritten: 2 };
  expect(describeLosses(both, 'Valley Clinic')).toBe(
    'At Valley Clinic: 1 message is not sent yet. 2 messages are not in the history yet.',
  );
  expect(describeLosses({ ...nothing, unsent: 1, unsentElsewhere: 2 }, null)).toBe(
    '1 message and 2 messages of another tab are not sent yet.',
  );
  expect(describeLosses({ ...nothing, unwrittenElsewhere: 1 }, null)).toBe(
    '1 message of another tab is not in the history yet.',
  );
  expect(describeLosses({ ...nothing, alerts: 1, alertsElsewhere: 2, unsent: 1 }, null)).toBe(
    '1 alert and 2 alerts of another tab are not acknowledged. 1 message is not sent yet.',
  );
  expect(describeLosses(nothing, null)).toBe('The history is not up to date yet.');
});
