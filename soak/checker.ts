/**
 * Holds three ledgers against each other: what the person meant, what the server took, what the
 * screen shows. Pure.
 *
 * Its one law: a verdict names a message or an order, so that a failed run can be followed.
 */
import { answerQuestion, reportTest } from '../mock-server/scenarios/answer.ts';
import type { Scenario } from '../mock-server/scenarios/scenario.ts';
import type { ReceivedMessage } from '../mock-server/faults/ledger.ts';
import type { Order } from '../src/core/account.ts';
import type { Action, Exchange } from '../src/core/conversation.ts';
import { replyText } from '../src/core/conversation.ts';

export const verdicts = [
  'lost',
  'doubled',
  'phantom',
  'out of order',
  'falsely delivered',
  'falsely whole',
  'wrong about money',
  'stuck',
  'leaked',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface Finding {
  readonly verdict: Verdict;
  readonly about: string;
}

/** What the person wrote and did not take back. */
export interface Intent {
  readonly action: Action;
  readonly text: string;
}

export interface Ledgers {
  readonly intents: readonly Intent[];
  readonly received: readonly ReceivedMessage[];
  /** In the order of the screen. */
  readonly shown: readonly Exchange[];
  readonly orders: readonly Order[];
  readonly scenario: Scenario;
  /** Frames came that could not be read. */
  readonly hadMalformed: boolean;
}

export function findFaults(ledgers: Ledgers): Finding[] {
  return [
    ...compareMeantAndShown(ledgers),
    ...compareMeantAndReceived(ledgers),
    ...checkOrder(ledgers),
    ...ledgers.shown.flatMap((exchange) => checkExchange(exchange, ledgers)),
    ...ledgers.orders.flatMap((order) => checkMoney(order, ledgers)),
  ];
}

function compareMeantAndShown({ intents, shown }: Ledgers): Finding[] {
  const texts = shown.map(({ message }) => message.text);
  const lost = intents.filter(({ text }) => !texts.includes(text));
  const doubled = texts.filter((text, index) => texts.indexOf(text) !== index);
  const phantom = texts.filter((text) => !intents.some((intent) => intent.text === text));
  return [
    ...lost.map(({ text }) => finding('lost', `${text} is not on the screen`)),
    ...doubled.map((text) => finding('doubled', `${text} is twice on the screen`)),
    ...phantom.map((text) => finding('phantom', `${text} is on the screen and was not meant`)),
  ];
}

function compareMeantAndReceived({ intents, received }: Ledgers): Finding[] {
  const texts = received.map(({ text }) => text);
  const doubled = texts.filter((text, index) => texts.indexOf(text) !== index);
  const phantom = texts.filter((text) => !intents.some((intent) => intent.text === text));
  return [
    ...doubled.map((text) => finding('doubled', `the server took ${text} twice`)),
    ...phantom.map((text) => finding('phantom', `the server took ${text}, which was not meant`)),
  ];
}

function checkOrder({ received, shown }: Ledgers): Finding[] {
  const taken = received.map(({ text }) => text);
  const onScreen = shown.map(({ message }) => message.text).filter((text) => taken.includes(text));
  const wrong = onScreen.find((text, index) => text !== taken[index]);
  return wrong === undefined
    ? []
    : [finding('out of order', `${wrong} stands at another place than the server took it`)];
}

function checkExchange(exchange: Exchange, ledgers: Ledgers): Finding[] {
  const { received, scenario, hadMalformed } = ledgers;
  const { message, delivery, turn } = exchange;
  const wasTaken = received.some(({ text }) => text === message.text);
  const expected = expectedReply(message, scenario);
  const shown = replyText(turn);
  // A reply that a frame was missing from is marked as not whole, however it ended.
  const mayHaveGap = turn.phase === 'interrupted' && hadMalformed;
  const findings: Finding[] = [];
  if (delivery.status === 'delivered' && !wasTaken) {
    findings.push(finding('falsely delivered', message.text));
  }
  if (turn.phase === 'finished' && shown !== expected) {
    findings.push(finding('falsely whole', `${message.text}: ${shown}`));
  }
  if (!mayHaveGap && !expected.startsWith(shown)) {
    findings.push(finding('phantom', `${message.text} shows what is not its reply: ${shown}`));
  }
  const isOpen = turn.phase === 'submitted' || turn.phase === 'streaming';
  if (isOpen || delivery.status === 'sending' || delivery.status === 'queued') {
    findings.push(finding('stuck', `${message.text} is ${delivery.status}, ${turn.phase}`));
  }
  return findings;
}

function expectedReply({ action, text }: Intent, scenario: Scenario): string {
  return action === 'order' ? reportTest(scenario, text) : answerQuestion(scenario, text);
}

/** Uncertain is no claim; all else is. */
function checkMoney(order: Order, { received }: Ledgers): Finding[] {
  const booked = received.find(({ text }) => text === order.test)?.cost ?? 0;
  const claimed = (order.cost ?? 0) / 100;
  const isWrong =
    (order.state === 'placed' && Math.abs(booked - claimed) > 0.001) ||
    ((order.state === 'not-placed' || order.state === 'refused') && booked > 0);
  return isWrong
    ? [
        finding(
          'wrong about money',
          `${order.test} is ${order.state} at ${claimed}, booked ${booked}`,
        ),
      ]
    : [];
}

function finding(verdict: Verdict, about: string): Finding {
  return { verdict, about };
}
