/**
 * A case file as Markdown, for any editor or wiki. Pure.
 *
 * What somebody said stands in quotes. Its one law: nothing that was said can end its quote, draw a
 * heading, load a picture or become HTML.
 */
import { formatDateTime } from '../../lib/format-time.ts';
import { replyText } from '../conversation.ts';
import type { Cents } from '../money.ts';
import { formatMoney } from '../money.ts';
import { isProfileEmpty, profileLines } from '../patient-profile.ts';
import { sayRemark } from '../record/entry-text.ts';
import type { CaseFile, FiledRemark, FiledTurn } from './case-file.ts';
import type { FiledOrder } from './filed-orders.ts';
import { escapeMarkdown, quoteMarkdown, quotePlain, table } from './markdown-parts.ts';
import { describeOrder } from './order-words.ts';
import { aiCaution, statementOf } from './statement.ts';
import { actionWords, demoMark, describeAlert, describeReply, headerFacts } from './words.ts';

export function markdownFile(file: CaseFile): string {
  const { contains, leavesOut } = statementOf('markdown', file);
  const blocks = [
    '# Record of a conversation with an AI assistant',
    file.isDemo && `**${demoMark}**`,
    `**${aiCaution}**`,
    table(['', ''], headerFacts(file)),
    `Contains: ${escapeMarkdown(contains)}`,
    `Leaves out: ${escapeMarkdown(leavesOut)}`,
    ...section('Patient, as stated', patientBlocks(file)),
    ...section('Case', file.caseSummary === null ? [] : [quotePlain(file.caseSummary)]),
    ...section(
      'Alerts',
      file.alerts.map((alert) => `- ${escapeMarkdown(describeAlert(alert))}`),
    ),
    ...section('Differential', file.differential ? [quotePlain(file.differential.text)] : []),
    ...section('Ledger', file.orders.length > 0 ? [ledger(file.orders)] : []),
    ...section('Conversation', conversationBlocks(file)),
  ];
  return `${blocks.filter((block) => typeof block === 'string').join('\n\n')}\n`;
}

/** What is empty says so: nothing is missing. */
function section(title: string, blocks: readonly string[]): readonly string[] {
  return [`## ${title}`, ...(blocks.length > 0 ? blocks : ['Nothing.'])];
}

function patientBlocks({ profile }: CaseFile): readonly string[] {
  return isProfileEmpty(profile) ? [] : [table(['', ''], profileLines(profile))];
}

function ledger(orders: readonly FiledOrder[]): string {
  const head = ['Turn', 'Ordered', 'Test', 'CPT', 'Status', 'Cost', 'Session total'];
  return table(
    head,
    orders.map((order) => [
      ...[String(order.turn ?? '–'), formatDateTime(order.orderedAt), order.test],
      ...[order.cptCode ?? '–', describeOrder(order), money(order.cost), money(order.sessionTotal)],
    ]),
  );
}

function money(amount: Cents | null): string {
  return amount === null ? 'unknown' : formatMoney(amount);
}

function conversationBlocks({ turns, remarks }: CaseFile): readonly string[] {
  const after = (turn: number) =>
    remarks.filter(({ afterTurn }) => afterTurn === turn).flatMap(remarkBlocks);
  return [...after(0), ...turns.flatMap((turn) => [...turnBlocks(turn), ...after(turn.number)])];
}

function turnBlocks({ number, exchange, messageMark, replyMark, hasReply }: FiledTurn): string[] {
  const { message, source, turn } = exchange;
  const text = replyText(turn);
  const quote = source.replies === 'markdown' ? quoteMarkdown : quotePlain;
  return [
    `### Turn ${number} · ${actionWords[message.action]}`,
    `Clinician · ${formatDateTime(message.writtenAt)}`,
    quotePlain(message.text),
    ...(messageMark ? [markBlock(messageMark.why)] : []),
    ...(hasReply ? [escapeMarkdown(describeReply(exchange))] : []),
    ...(text === '' ? [] : [quote(text)]),
    ...(replyMark ? [markBlock(`${replyMark.text}. ${replyMark.why}`)] : []),
  ];
}

function markBlock(words: string): string {
  return `**\\[${escapeMarkdown(words)}\\]**`;
}

function remarkBlocks({ remark }: FiledRemark): readonly string[] {
  return [`Remark · ${formatDateTime(remark.at)}`, quotePlain(sayRemark(remark).text)];
}
