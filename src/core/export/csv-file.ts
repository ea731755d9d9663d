/**
 * The ledger of a case file as CSV (RFC 4180), for a spreadsheet. Pure.
 *
 * Its one law: nothing in a cell is ever run. What a spreadsheet could take for a formula stands
 * behind an apostrophe. The last rows say what the file contains and leaves out.
 */
import { isoTime } from '../../lib/iso-time.ts';
import type { Cents } from '../money.ts';
import { add, cents, toDollars } from '../money.ts';
import type { CaseFile } from './case-file.ts';
import type { FiledOrder } from './filed-orders.ts';
import { describeOrder } from './order-words.ts';
import { aiCaution, statementOf } from './statement.ts';

const columns = [
  ...['row', 'ordered at', 'turn', 'test', 'CPT code', 'status', 'cost (USD)'],
  ...['total of these orders (USD)', 'total of the session (USD)', 'result is here'],
] as const;

/** Spreadsheets know by it that the text is UTF-8. */
const byteOrderMark = '\uFEFF';

export function csvFile(file: CaseFile): string {
  const { contains, leavesOut } = statementOf('csv', file);
  const demo = file.isDemo ? ['Demonstration: invented patients, invented prices.'] : [];
  const notes = [...demo, `Contains: ${contains}`, `Leaves out: ${leavesOut}`, aiCaution];
  const rows = [columns, ...orderRows(file.orders), ...notes.map(noteRow)];
  return byteOrderMark + rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function orderRows(orders: readonly FiledOrder[]): readonly (readonly string[])[] {
  let total = cents(0);
  return orders.map((order) => {
    if (order.cost !== null) total = add(total, order.cost);
    return [
      ...['order', isoTime(order.orderedAt), String(order.turn ?? ''), order.test],
      ...[order.cptCode ?? '', describeOrder(order)],
      ...[dollars(order.cost), order.cost === null ? '' : dollars(total)],
      ...[dollars(order.sessionTotal), order.result === null ? 'no' : 'yes'],
    ];
  });
}

function noteRow(note: string): readonly string[] {
  return columns.map((_, index) => ['note', '', '', note][index] ?? '');
}

function dollars(amount: Cents | null): string {
  return amount === null ? '' : toDollars(amount).toFixed(2);
}

/** Also behind blanks, which a spreadsheet may overlook. */
const formula = /^[\s\uFEFF]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

function cell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
