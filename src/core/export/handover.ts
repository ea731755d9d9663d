/**
 * A case file on one page, for whoever takes over: situation, background, what was found, what is
 * open. Pure.
 *
 * Its one law: facts alone. Nothing is concluded, nothing recommended; what does not fit is counted,
 * and what is open goes before what is done.
 */
import { formatDateTime } from '../../lib/format-time.ts';
import { shorten } from '../../lib/shorten.ts';
import { isProfileEmpty, profileLines } from '../patient-profile.ts';
import type { CaseFile, FiledTurn } from './case-file.ts';
import type { FiledOrder } from './filed-orders.ts';
import { describeOrder, isOpenOrder } from './order-words.ts';
import { aiCaution } from './statement.ts';
import { demoMark, describeAlert, headerFacts, namePatient } from './words.ts';

export interface HandoverPart {
  readonly title: string;
  readonly lines: readonly string[];
}

export function handoverParts(file: CaseFile): readonly HandoverPart[] {
  return [
    { title: 'Situation', lines: situation(file) },
    { title: 'Background', lines: background(file) },
    { title: 'Assessment so far', lines: findings(file) },
    { title: 'Open when this page was made', lines: openPoints(file) },
  ];
}

/** For the clipboard. */
export function handoverText(file: CaseFile): string {
  const header = headerFacts(file).map(([name, value]) => `${name}: ${shorten(value, 160)}`);
  const parts = handoverParts(file).flatMap(({ title, lines }) => [
    '',
    title.toUpperCase(),
    ...lines.map((line) => `- ${line}`),
  ]);
  return ['HANDOVER', ...(file.isDemo ? [demoMark] : []), ...header, ...parts, '', aiCaution].join(
    '\n',
  );
}

function situation(file: CaseFile): readonly string[] {
  const { conversation, turns, alerts } = file;
  const { source, startedAt, endedAt } = conversation;
  const ended = endedAt === null ? 'still open' : `ended ${formatDateTime(endedAt)}`;
  const [first] = turns;
  return [
    `Patient: ${shorten(namePatient(file), 120)}.`,
    `Conversation with ${shorten(source.assistant, 80)}, begun ${formatDateTime(startedAt)}, ${ended}.`,
    first ? `First: ${quote(first.exchange.message.text, 240)}` : 'Nothing was said.',
    alerts.length === 0
      ? 'No alert was flagged; that does not mean that there is no emergency.'
      : `${alerts.length === 1 ? '1 alert was' : `${alerts.length} alerts were`} flagged.`,
  ];
}

function background({ profile, caseSummary }: CaseFile): readonly string[] {
  const stated = profileLines(profile).map(
    ([name, value]) => `${name}, as stated: ${shorten(value, 240)}`,
  );
  return [
    ...(isProfileEmpty(profile) ? ['Nothing was stated about the patient.'] : stated),
    ...(caseSummary === null ? [] : [`Case: ${shorten(caseSummary, 480)}`]),
  ];
}

const most = { questions: 5, orders: 6, alerts: 3, points: 6 };

function findings(file: CaseFile): readonly string[] {
  const questions = file.turns.filter(({ exchange }) => exchange.message.action === 'ask');
  const results = file.orders.filter(({ result }) => result !== null);
  return [
    ...latest(questions, most.questions, 'questions', ({ number, exchange }) => {
      return `Asked, turn ${number}: ${quote(exchange.message.text, 110)}`;
    }),
    ...latest(results, most.orders, 'results', describeResult),
    ...differentialLines(file),
  ];
}

function describeResult({ test, turn, result }: FiledOrder): string {
  const where = turn === null ? '' : `, turn ${turn}`;
  return `${shorten(test, 60)}${where}, AI-reported: ${quote(result ?? '', 150)}`;
}

function differentialLines({ differential }: CaseFile): readonly string[] {
  if (!differential) return ['No differential was submitted.'];
  const { at, turn, ranked, text, isAnswered } = differential;
  const entries = ranked?.ranked.map((entry, index) => `${index + 1}. ${shorten(entry, 70)}`);
  const listed = entries
    ? [...entries.slice(0, 6), ...more(entries.length - 6, 'further down')].join('; ')
    : quote(text, 300);
  const answer = isAnswered ? '' : ' No whole reply to it is here.';
  const reasons = ranked?.reasoning ? ` Reasoning: ${quote(ranked.reasoning, 160)}` : '';
  return [
    `Differential of the clinician, turn ${turn}, ${formatDateTime(at)}: ${listed}.${reasons}${answer}`,
  ];
}

function openPoints(file: CaseFile): readonly string[] {
  const { alerts, orders, turns, unsent, isPart } = file;
  const openAlerts = alerts.filter(({ alert }) => alert.acknowledgement === null);
  const points = [
    ...latest(openAlerts, most.alerts, 'open alerts', (alert) =>
      shorten(describeAlert(alert), 200),
    ),
    ...latest(orders.filter(isOpenOrder), most.orders, 'orders without a result', describeOpen),
    ...latest(turns.filter(isDoubtful), most.points, 'uncertain turns', describeDoubt),
    ...(unsent === 0
      ? []
      : [`${unsent === 1 ? '1 message' : `${unsent} messages`} never went out.`]),
    ...(isPart ? ['Only the latest turns were read: what is above them is not on this page.'] : []),
  ];
  return points.length > 0 ? points : ['No alert, order, message or reply.'];
}

function describeOpen(order: FiledOrder): string {
  const where = order.turn === null ? '' : `, turn ${order.turn}`;
  return `Order without a result: ${shorten(order.test, 80)}${where} (${describeOrder(order)}).`;
}

/** An order is told as an order. */
function isDoubtful({ exchange, messageMark, replyMark }: FiledTurn): boolean {
  return exchange.message.action !== 'order' && (messageMark !== null || replyMark !== null);
}

function describeDoubt({ number, messageMark, replyMark, exchange }: FiledTurn): string {
  const whys = [
    messageMark && `message ${messageMark.text}`,
    replyMark && `reply ${replyMark.text}`,
  ];
  const why = whys.filter(Boolean).join('; ');
  return `Turn ${number}, ${quote(exchange.message.text, 60)}: ${why}.`;
}

/** The last of them, in their order; how many more there are stands before them. */
function latest<Item>(
  items: readonly Item[],
  limit: number,
  what: string,
  describe: (item: Item) => string,
): readonly string[] {
  const left = Math.max(0, items.length - limit);
  const head = left === 0 ? [] : [`${left} more ${what}, earlier in the conversation.`];
  return [...head, ...items.slice(left).map(describe)];
}

function more(count: number, where: string): readonly string[] {
  return count > 0 ? [`${count} more ${where}`] : [];
}

function quote(text: string, length: number): string {
  return `“${shorten(text, length)}”`;
}
