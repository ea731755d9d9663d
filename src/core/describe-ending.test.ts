import { expect, it } from 'vitest';
import { converse, returned, sent, written } from '../testing/samples.ts';
import { describeEnding } from './describe-ending.ts';

it('[OB1] says before a conversation ends what is cut, and how much is left behind unsent', () => {
  expect(describeEnding(converse())).toBe(null);
  expect(describeEnding(converse(written('a'), sent('a')))).toBe(
    'A reply is under way. It will be cut and marked incomplete.',
  );
  const asideToo = converse(written('a'), sent('a'), returned('a'), written('b'), {
    type: 'message-set-aside',
    at: 60,
    turnId: 'a',
  });
  expect(describeEnding(asideToo)).toMatch(/^2 messages are not sent yet\. They stay behind/);
  expect(describeEnding(converse(written('a'), sent('a'), written('b')))).toMatch(
    /^A reply is under way\. .* 1 message is not sent yet\. It stays behind/,
  );
});
