/** What a bundle of the server contains, and what it leaves out, said before it is made. */
import type { TranscriptLine } from '../../core/backend.ts';
import { incompleteMark } from '../../core/marks.ts';
import { transcriptLines } from '../../core/transcript-lines.ts';
import { useLive } from '../../state/workspace.ts';
import { useShownConversation, useShownReading } from '../../state/shown.ts';
import { Notice } from '../../ui/notice.tsx';
import { exportedOrders } from './exported-orders.ts';
import { StatementView } from './statement-view.tsx';

export type Content = 'transcript' | 'orders';

export const contentOptions = [
  { value: 'transcript', label: 'Transcript', description: 'What was said in this conversation' },
  { value: 'orders', label: 'Orders', description: 'The tests ordered in this conversation' },
] as const;

export interface Exportable {
  readonly transcript: readonly TranscriptLine[];
  readonly orders: readonly string[];
  /** Orders of which nobody knows yet whether they were placed. */
  readonly undecided: number;
  /** The beginning of the conversation is not read from the history yet. */
  readonly isPart: boolean;
}

/** Of the conversation that is looked at. */
export function useExportable(): Exportable {
  const conversation = useShownConversation();
  const orders = useLive((state) => state.account.orders);
  const reading = useShownReading();
  const { tests, undecided } = exportedOrders(orders, conversation.id);
  const isPart = reading.phase === 'here' && !reading.isWhole;
  return { transcript: transcriptLines(conversation), orders: tests, undecided, isPart };
}

export interface ContentStatementProps {
  content: Content;
  exportable: Exportable;
}

export function ContentStatement({ content, exportable }: ContentStatementProps) {
  if (exportable[content].length === 0) return <NothingToExport content={content} />;
  return content === 'transcript' ? (
    <>
      {exportable.isPart && (
        <Notice grade="warning">
          Only the latest turns are read from the history, and only they would be in the bundle. Go
          to the start of the conversation first (Home in the transcript), and all of it is.
        </Notice>
      )}
      <TranscriptStatement lines={exportable.transcript.length} />
    </>
  ) : (
    <OrdersStatement tests={exportable.orders.length} undecided={exportable.undecided} />
  );
}

function NothingToExport({ content }: { content: Content }) {
  return (
    <Notice grade="information">
      {content === 'transcript'
        ? 'There is nothing to export: nothing was said in this conversation yet.'
        : 'There is nothing to export: no order of this conversation was charged yet.'}
    </Notice>
  );
}

function TranscriptStatement({ lines }: { lines: number }) {
  return (
    <StatementView
      contains={`${lines === 1 ? '1 line' : `${lines} lines`}: the speakers and the text, and every alert with who acknowledged it and when. An incomplete reply carries “${incompleteMark}”; messages that failed or are unconfirmed are marked too.`}
      leavesOut="Times of messages, costs, notices, messages that never went out, and sign-in tokens."
    />
  );
}

function OrdersStatement({ tests, undecided }: { tests: number; undecided: number }) {
  const doubt =
    undecided === 0 ? '' : ` Also ${undecided} of which nobody knows yet whether they were placed.`;
  return (
    <StatementView
      contains={`${tests === 1 ? '1 test' : `${tests} tests`} by name. The server marks every test “completed”, even when it was merely ordered.`}
      leavesOut={`Dates, results and costs; orders that were refused or not charged; sign-in tokens.${doubt}`}
    />
  );
}
