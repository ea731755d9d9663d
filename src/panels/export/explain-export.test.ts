import { expect, test } from 'vitest';
import {
  BadFrame,
  Forbidden,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from '../../core/errors.ts';
import { explainExport } from './explain-export.ts';

test.each([
  [new SignInRequired('Invalid token'), 'Sign in again'],
  [new Forbidden('Forbidden'), 'admin group'],
  [new RateLimited('Rate limit exceeded', 30_000), 'Wait 30 s'],
  [new Unreachable('no network'), 'Check the network'],
  [new TimedOut(20_000), 'No answer within 20 s'],
  [new ServerFault(503), 'status 503'],
  [new Rejected(422, 'patient_id: too long'), 'patient_id: too long'],
  [new BadFrame('The answer is not a bundle'), 'The answer is not a bundle'],
])(
  '[XP1] an export that failed with %s says what happened and that nothing was lost',
  (error, words) => {
    expect(explainExport(error)).toContain(words);
    expect(explainExport(error)).toContain('as they were');
  },
);
