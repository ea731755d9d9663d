/** Everything said in a conversation, oldest first. */
import type { Conversation } from '../../core/conversation.ts';
import { FollowScroll } from '../../ui/follow-scroll.tsx';
import { ExchangeView } from './exchange-view.tsx';
import { RemarkView } from './remark-view.tsx';

export function Transcript({ conversation }: { conversation: Conversation }) {
  const { exchanges, remarks, endedAt } = conversation;
  const lastWritten = exchanges.at(-1)?.message.id;
  return (
    <FollowScroll label="Transcript" jumpOn={`${conversation.id} ${lastWritten}`}>
      <div className="mx-auto flex max-w-[50rem] flex-col gap-5 px-4 py-5 md:px-6">
        {exchanges.length === 0 && <Empty assistant={conversation.source.assistant} />}
        {exchanges.map((exchange, index) => (
          <div key={exchange.message.id} className="flex flex-col gap-5">
            {remarks
              .filter(({ after }) => after === index)
              .map((remark) => (
                <RemarkView key={remark.at} remark={remark} />
              ))}
            <ExchangeView exchange={exchange} isEnded={endedAt !== null} />
          </div>
        ))}
        {remarks
          .filter(({ after }) => after >= exchanges.length && exchanges.length > 0)
          .map((remark) => (
            <RemarkView key={remark.at} remark={remark} />
          ))}
      </div>
    </FollowScroll>
  );
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
