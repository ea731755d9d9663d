/**
 * Holds three ledgers against each other: what the person meant, what the server took, what the
 * screen shows. Pure.
 *
 * Its one law: a verdict names a message or an order, so that a failed run can be followed.
 */
import type { ReceivedMessage } from '../mock-server/faults/ledger.ts';
import type { Order } from '../src/core/account.ts';
import type { Action, Conversation, Exchange } from '../src/core/conversation.ts';
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
  'in another conversation',
  'in another tenant',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface Finding {
  readonly verdict: Verdict;
  readonly about: string;
}

/** What the person wrote and did not take back. */
export interface Intent {
  readonly action: Action;
  /** Unlike any other of the run. */
  readonly text: string;
  /** With whom the conversation is held that it was written in. */
  readonly assistantId: string;
}

/** Of one tenant. */
export interface Records {
  readonly intents: readonly Intent[];
  readonly received: readonly ReceivedMessage[];
  /** Of all tabs; each in the order of the screen. */
  readonly conversations: readonly Conversation[];
  readonly orders: readonly Order[];
}

interface Ledgers extends Records {
  readonly shown: readonly Exchange[];
  /** Frames came that could not be read. */
  readonly hadMalformed: boolean;
}

export function findFaults(records: Records): Finding[] {
  const { conversations } = records;
  const ledgers: Ledgers = {
    ...records,
    shown: conversations.flatMap(({ exchanges }) => exchanges),
    hadMalformed: conversations.some(({ ignoredFrames }) => ignoredFrames.malformed > 0),
  };
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

/** Of each conversation: tabs take turns on the same server. */
function checkOrder({ received, conversations }: Ledgers): Finding[] {
  return conversations.flatMap(({ exchanges }) => {
    const onScreen = exchanges.map(({ message }) => message.text);
    const taken = received.map(({ text }) => text).filter((text) => onScreen.includes(text));
    const shown = onScreen.filter((text) => taken.includes(text));
    const wrong = shown.find((text, index) => text !== taken[index]);
    return wrong === undefined
      ? []
      : [finding('out of order', `${wrong} stands at another place than the server took it`)];
  });
}

function checkExchange(exchange: Exchange, ledgers: Ledgers): Finding[] {
  const { received, hadMalformed } = ledgers;
  const { message, delivery, turn } = exchange;
  const taken = received.find(({ text }) => text === message.text);
  const expected = taken?.answer ?? '';
  const shown = replyText(turn);
  // A reply that a frame was missing from is marked as not whole, however it ended.
  const mayHaveGap = turn.phase === 'interrupted' && hadMalformed;
  const findings: Finding[] = [];
  if (delivery.status === 'delivered' && !taken) {
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

export interface Crossing extends Pick<Records, 'received' | 'conversations'> {
  /** What the person meant in other tenants. */
  readonly elsewhere: readonly Intent[];
}

/** What ended up with somebody whom it was not meant for. */
export function findCrossings({ received, conversations, elsewhere }: Crossing): Finding[] {
  const foreign = new Set(elsewhere.map(({ text }) => text));
  const exchanges = conversations.flatMap((conversation) =>
    conversation.exchanges.map((exchange) => ({ conversation, exchange })),
  );
  const texts = [
    ...received.map(({ text }) => text),
    ...exchanges.map(({ exchange }) => exchange.message.text),
  ];
  return [
    ...texts.filter((text) => foreign.has(text)).map((text) => finding('in another tenant', text)),
    ...exchanges.flatMap(({ conversation, exchange }) =>
      isElsewhere(exchange, conversation, received)
        ? [finding('in another conversation', exchange.message.text)]
        : [],
    ),
  ];
}

/** The server took it for another assistant, or for another session, than the screen shows it with. */
function isElsewhere(
  { message, source, delivery }: Exchange,
  conversation: Conversation,
  received: readonly ReceivedMessage[],
): boolean {
  const taken = received.find(({ text }) => text === message.text);
  if (!taken || delivery.status === 'queued') return false;
  if (taken.backEnd !== conversation.source.assistantId) return true;
  // Its ledger names the thread, which all conversations of a person share.
  if (taken.backEnd === 'xians') return false;
  return source.sessionId !== null && source.sessionId !== taken.sessionId;
}

function finding(verdict: Verdict, about: string): Finding {
  return { verdict, about };
}
