import { expect, it } from 'vitest';
import { mayBroadcast } from './notice.ts';

it('[NT4] only a person or a group that is named may send a notice to everybody', () => {
  const right = { groups: ['admin'], users: ['Ward.Lead'] };
  expect(mayBroadcast(right, { user: 'physician', group: 'admin' })).toBe(true);
  expect(mayBroadcast(right, { user: 'ward.lead', group: '' })).toBe(true);
  expect(mayBroadcast(right, { user: 'admin', group: 'default' })).toBe(false);
  expect(mayBroadcast({ groups: [], users: [] }, { user: 'physician', group: '' })).toBe(false);
});
