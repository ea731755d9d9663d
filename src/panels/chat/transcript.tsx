/** Everything said in a conversation, oldest first. What waits to be said stands in the queue. */
import type { Conversation, Remark } from '../../core/conversation.ts';
import { isQueued } from '../../core/conversation.ts';
import { FollowScroll } from '../../ui/follow-scroll.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { RemarkView } from './remark-view.tsx';

export function Transcript({ conversation }: { conversation: Conversation }) {
  const { exchanges, remarks, endedAt } = conversation;
  const isEnded = endedAt !== null;
  const shown = isEnded ? exchanges : exchanges.filter((exchange) => !isQueued(exchange));
  const forgotten = remarks.findLast(({ content }) => content.kind === 'memory-lost');
  const draw = (remark: Remark) => (
    <RemarkView
      key={`${remark.at} ${remark.content.kind}`}
      remark={remark}
      conversation={remark === forgotten ? conversation : null}
    />
  );
  return (
    <FollowScroll label="Transcript" jumpOn={`${conversation.id} ${lastWritten(conversation)}`}>
      <div className="mx-auto flex max-w-[50rem] flex-col gap-5 px-4 py-5 md:px-6">
        {exchanges.length === 0 && <Empty assistant={conversation.source.assistant} />}
        {shown.map((exchange, index) => (
          <div key={exchange.message.id} className="flex flex-col gap-5">
            {remarks.filter(({ after }) => after === index).map(draw)}
            <ExchangeView exchange={exchange} isEnded={isEnded} />
          </div>
        ))}
        {shown.length > 0 && remarks.filter(({ after }) => after >= shown.length).map(draw)}
      </div>
    </FollowScroll>
  );
}

/** Changing places in the queue is no new message. */
function lastWritten({ exchanges }: Conversation): string | undefined {
  const times = exchanges.map(({ message }) => message.writtenAt);
  const last = Math.max(...times);
  return exchanges.findLast(({ message }) => message.writtenAt === last)?.message.id;
}

function Empty({ assistant }: { assistant: string }) {
  return (
    <div className="mx-auto max-w-md py-10 text-center text-ink-2">
      <p className="text-base font-semibold text-ink">Nothing said yet</p>
      <p className="mt-1">
        Ask the {assistant} about history and examination, order tests within the budget, and
        propose a diagnosis when you are ready.
      </p>
    </div>
  );
}
