/**
 * The whole conversation on paper, to read, sign and file. Not the log of the screen, which draws only
 * what is near the reader: every turn is here.
 */
import type { CaseFile, FiledAlert, FiledTurn } from '../../core/export/case-file.ts';
import type { FiledOrder } from '../../core/export/filed-orders.ts';
import { describeOrder } from '../../core/export/order-words.ts';
import { aiCaution, statementOf } from '../../core/export/statement.ts';
import { actionWords, describeAlert, describeReply, headerFacts } from '../../core/export/words.ts';
import { replyText } from '../../core/conversation.ts';
import { formatMoney } from '../../core/money.ts';
import { isProfileEmpty, profileLines } from '../../core/patient-profile.ts';
import { sayRemark } from '../../core/record/entry-text.ts';
import { formatDateTime } from '../../lib/format-time.ts';
import { Markdown } from '../../ui/markdown/markdown.tsx';
import { SheetFacts, SheetFrame, SheetSection } from './sheet-frame.tsx';

export interface PrintSheetProps {
  file: CaseFile;
  /** For a look ahead: no more turns than this. */
  limit?: number;
}

export function PrintSheet({ file, limit = Infinity }: PrintSheetProps) {
  const { contains, leavesOut } = statementOf('print', file);
  const { profile, caseSummary, alerts, orders, differential } = file;
  return (
    <SheetFrame title="Record of a conversation with an AI assistant" file={file}>
      <p className="font-bold">{aiCaution}</p>
      <SheetFacts facts={headerFacts(file)} />
      <SheetSection title="Patient, as stated">
        {isProfileEmpty(profile) ? (
          <p>Nothing was stated about the patient.</p>
        ) : (
          <SheetFacts facts={profileLines(profile)} />
        )}
      </SheetSection>
      {caseSummary !== null && (
        <SheetSection title="Case">
          <p className="whitespace-pre-wrap">{caseSummary}</p>
        </SheetSection>
      )}
      <Alerts alerts={alerts} />
      {differential && (
        <SheetSection title={`Differential submitted, turn ${differential.turn}`}>
          <p className="whitespace-pre-wrap">{differential.text}</p>
        </SheetSection>
      )}
      <Ledger orders={orders} />
      <Transcript file={file} limit={limit} />
      <SheetSection title="About this record">
        <p>Contains: {contains}</p>
        <p>Leaves out: {leavesOut}</p>
      </SheetSection>
      <Signature />
    </SheetFrame>
  );
}

function Alerts({ alerts }: { alerts: readonly FiledAlert[] }) {
  return (
    <SheetSection title="Alerts">
      {alerts.length === 0 && (
        <p>None was flagged; that does not mean that there was no emergency.</p>
      )}
      <ul className="list-disc pl-4">
        {alerts.map((filed) => (
          <li key={filed.alert.id}>{describeAlert(filed)}</li>
        ))}
      </ul>
    </SheetSection>
  );
}

const columns = ['Turn', 'Ordered', 'Test', 'Status', 'Cost', 'Session total'];

function Ledger({ orders }: { orders: readonly FiledOrder[] }) {
  return (
    <SheetSection title="Ledger">
      {orders.length === 0 ? (
        <p>No test was ordered.</p>
      ) : (
        <table className="w-full border-collapse text-left text-[9pt]">
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col" className="border-b border-line-strong pr-2">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {orders.map((order) => (
              <tr key={order.id} className="align-top">
                <td className="pr-2">{order.turn ?? '–'}</td>
                <td className="pr-2">{formatDateTime(order.orderedAt)}</td>
                <td className="pr-2">
                  {order.test}
                  {order.cptCode !== null && ` (CPT ${order.cptCode})`}
                </td>
                <td className="pr-2">{describeOrder(order)}</td>
                <td className="pr-2">
                  {order.cost === null ? 'unknown' : formatMoney(order.cost)}
                </td>
                <td>{order.sessionTotal === null ? '–' : formatMoney(order.sessionTotal)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SheetSection>
  );
}

function Transcript({ file, limit }: { file: CaseFile; limit: number }) {
  const { turns, isPart } = file;
  const left = turns.length - Math.min(limit, turns.length);
  return (
    <SheetSection title="Conversation">
      {isPart && (
        <p className="font-bold">The beginning is not here: only the latest turns were read.</p>
      )}
      <Remarks file={file} after={0} />
      {turns.slice(0, turns.length - left).map((turn) => (
        <div key={turn.exchange.message.id}>
          <TurnText turn={turn} />
          <Remarks file={file} after={turn.number} />
        </div>
      ))}
      {left > 0 && <p>… {left} more turns, which are printed as well.</p>}
    </SheetSection>
  );
}

function Remarks({ file: { remarks }, after }: { file: CaseFile; after: number }) {
  return remarks
    .filter(({ afterTurn }) => afterTurn === after)
    .map(({ remark }, index) => (
      // Remarks never move.
      <p key={index} className="my-1 border-l-2 border-line pl-2 whitespace-pre-wrap italic">
        {formatDateTime(remark.at)}: {sayRemark(remark).text}
      </p>
    ));
}

function TurnText({
  turn: { number, exchange, messageMark, replyMark, hasReply },
}: {
  turn: FiledTurn;
}) {
  const { message, source, turn } = exchange;
  const text = replyText(turn);
  return (
    <article className="mt-2">
      <h3 className="text-[9pt] font-bold">
        Turn {number} · {actionWords[message.action]} · {formatDateTime(message.writtenAt)}
      </h3>
      <p className="whitespace-pre-wrap">{message.text}</p>
      {messageMark && <MarkText words={messageMark.why} />}
      {hasReply && (
        <div className="mt-1 border-l-2 border-line-strong pl-2" data-said="">
          <p className="text-[8.5pt]">AI-generated: {describeReply(exchange)}</p>
          {source.replies === 'markdown' ? (
            <Markdown text={text} isGrowing={false} />
          ) : (
            <p className="whitespace-pre-wrap">{text}</p>
          )}
          {replyMark && <MarkText words={`${replyMark.text}. ${replyMark.why}`} />}
        </div>
      )}
    </article>
  );
}

function MarkText({ words }: { words: string }) {
  return <p className="font-bold">[{words}]</p>;
}

function Signature() {
  return (
    <section className="sheet-whole mt-8 text-[9pt]">
      <p>Read and verified:</p>
      <div className="mt-8 flex gap-6">
        {['Signature', 'Name', 'Date and time'].map((name) => (
          <p key={name} className="grow border-t border-line-strong pt-0.5">
            {name}
          </p>
        ))}
      </div>
    </section>
  );
}
