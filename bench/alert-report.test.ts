import { expect, it } from 'vitest';
import { alertTargets, describeAlerts } from './alert-report.ts';
import { judge } from './targets.ts';

const times = { rounds: 9, median: 24.4, longest: 160 };

it('tells the median and the longest, and judges each by the promise', () => {
  expect(describeAlerts(times)).toContain('24.4 ms (median), 160 ms at the longest');
  expect(alertTargets(times).map((target) => judge(target.figure, target))).toEqual([
    'aim reached',
    'MISSED',
  ]);
});
