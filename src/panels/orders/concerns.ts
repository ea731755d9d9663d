/**
 * What a person has to know before an order goes out: a reason each to ask first.
 */
import type { Account } from '../../core/account.ts';
import type { Forecast } from '../../core/budget.ts';
import { earlierOrder, normaliseTest } from '../../core/budget.ts';
import type { Conversation } from '../../core/conversation.ts';
import { isQueued } from '../../core/conversation.ts';
import { formatMoney } from '../../core/money.ts';
import { formatAge } from '../../lib/format-day.ts';

export interface OrderPlan {
  readonly tests: readonly string[];
  /** What is typed where it resembles tests of the list and is none; else `null`. */
  readonly halfTyped: string | null;
  readonly forecast: Forecast;
  readonly account: Account;
  readonly conversation: Conversation;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const consequence =
  'With this kind of server an order past the limit ends the session: it answers nothing more until you sign in again, and the charge stays.';

/** In words; empty where nothing speaks against the order. */
export function concernsOf(plan: OrderPlan): readonly string[] {
  const { halfTyped, tests } = plan;
  const budget = budgetConcern(plan.forecast);
  return [
    ...(halfTyped === null
      ? []
      : [`“${halfTyped}” is not on the list; other tests on it are like it.`]),
    ...(budget === null ? [] : [`${budget} ${consequence}`]),
    ...tests.flatMap((test) => repetition(test, plan) ?? []),
  ];
}

function budgetConcern({ exceedsBy, cannotTell }: Forecast): string | null {
  if (exceedsBy !== null) return `This would exceed the budget by ${formatMoney(exceedsBy)}.`;
  return cannotTell ? 'A price is unknown, so nobody can tell whether this fits the budget.' : null;
}

/** `undefined` where the test is new to this conversation. */
function repetition(test: string, { account, conversation, now }: OrderPlan): string | undefined {
  if (isWaiting(conversation, test)) return `${test}: already waiting to be sent.`;
  const earlier = earlierOrder(account, conversation.id, test);
  if (!earlier) return undefined;
  const isDoubtful = earlier.state === 'uncertain' && !hasArrived(conversation, earlier.id);
  const doubt = isDoubtful ? ', and may not have arrived' : '';
  return `${test}: ordered ${formatAge(earlier.orderedAt, now)}${doubt}. Ordered again, it is charged again.`;
}

/** Whether the server began to answer, whatever became of the answer. */
function hasArrived({ exchanges }: Conversation, messageId: string): boolean {
  return exchanges.some(
    ({ message, delivery }) => message.id === messageId && delivery.status === 'delivered',
  );
}

function isWaiting({ exchanges }: Conversation, test: string): boolean {
  return exchanges.some(
    (exchange) =>
      isQueued(exchange) &&
      exchange.message.action === 'order' &&
      normaliseTest(exchange.message.text) === normaliseTest(test),
  );
}

export const tooEarly =
  'The list of tests is still being read: choose when it is there, in a moment.';

/** What keeps the order from being sent at all; `null` where nothing does. */
export function orderFault(tests: readonly string[], longest: number): string | null {
  if (tests.length === 0) return 'Choose a test first.';
  const tooLong = tests.find((test) => [...test].length > longest);
  if (tooLong === undefined) return null;
  const start = `${[...tooLong].slice(0, 24).join('')}…`;
  return `“${start}” is too long: the server takes ${longest.toLocaleString('en-US')} characters at most.`;
}
