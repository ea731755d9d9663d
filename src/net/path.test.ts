import { expect, it } from 'vitest';
import { path, toPath, withQuery } from './path.ts';

it('[OP2] the name of a request holds nothing that was put into its path', () => {
  const made = withQuery(path`sessions/${'jane roe/7'}/messages/${'?x'}`, 'after=jane');
  expect(made.address).toBe('sessions/jane%20roe%2F7/messages/%3Fx?after=jane');
  expect(made.operation).toBe('sessions/…/messages/…');
  expect(toPath('sessions/jane?x=1')).toEqual({
    address: 'sessions/jane?x=1',
    operation: 'sessions',
  });
});
