/**
 * Everything said in a conversation, oldest first. What waits to be said stands in the queue.
 *
 * A conversation opens at its end, or where it was left. Drawing it again while a reply grows costs
 * the same for fifty exchanges as for five thousand: only those near the reader are looked at.
 */
import { useMemo } from 'react';
import type { Conversation, Remark } from '../../core/conversation.ts';
import { countSaid, inOrder } from '../../core/conversation.ts';
import type { ReadingPlace } from '../../state/view.ts';
import { useIsRevealingQuietly, useRevealing } from '../../state/view.ts';
import { useCapabilities, useWorkspace } from '../../state/workspace.ts';
import type { Place } from '../../ui/log-scroll.ts';
import type { Older } from '../../ui/log-view.tsx';
import { LogView } from '../../ui/log-view.tsx';
import { estimateHeight } from './estimate-height.ts';
import { ExchangeView } from './exchange-view.tsx';
import { RemarkView } from './remark-view.tsx';
import { useNotedSelection } from './use-noted-selection.ts';
import { useStampedCopies } from './use-stamped-copies.ts';

export interface TranscriptProps {
  conversation: Conversation;
  /** It is the one that is held now. */
  isLive: boolean;
  /** What was said before, where it is not read yet. */
  older?: Older | null;
}

export function Transcript({ conversation, isLive, older = null }: TranscriptProps) {
  const { view } = useWorkspace();
  const revealing = useRevealing();
  const isQuiet = useIsRevealingQuietly();
  const { id, exchanges, remarks } = conversation;
  useStampedCopies(exchanges);
  useNotedSelection(id);
  const count = isLive ? countSaid(conversation) : exchanges.length;
  const byPlace = useMemo(() => groupByPlace(remarks), [remarks]);
  const forgotten = isLive ? remarks.findLast(isMemoryLost) : undefined;
  const drawRemarks = (place: number) =>
    byPlace
      .get(place)
      ?.map((remark) => (
        <RemarkView
          key={remark.mark?.id ?? `${remark.at} ${remark.content.kind}`}
          remark={remark}
          offersSummary={remark === forgotten}
        />
      ));
  return (
    <LogView
      key={id}
      label="Transcript"
      itemLabel="Turn"
      count={count}
      // What is written stands at the end, also while it waits.
      written={isLive ? exchanges.length : 0}
      keyOf={(index) => exchanges[index]?.message.id ?? ''}
      estimate={(index) => estimateHeight(exchanges[index])}
      draw={(index) => (
        <>
          {drawRemarks(index)}
          {exchanges[index] && (
            <ExchangeView
              exchange={exchanges[index]}
              isEnded={!isLive}
              conversationId={id}
              place={index}
            />
          )}
          {index === count - 1 && drawRemarks(count)}
        </>
      )}
      startAt={findPlace(conversation, view.placeIn(id))}
      onLeave={(place) => view.leave(id, namePlace(conversation, place))}
      shown={revealing === null ? null : indexOf(conversation, revealing)}
      isShownQuietly={isQuiet}
      onShown={() => view.revealed()}
      older={older}
    >
      {exchanges.length === 0 && isLive && <Empty assistant={conversation.source.assistant} />}
      {exchanges.length === 0 && !isLive && <NothingKept />}
    </LogView>
  );
}

/** By how many exchanges stand above them, in the order in which they were said. */
function groupByPlace(remarks: readonly Remark[]): ReadonlyMap<number, readonly Remark[]> {
  const byPlace = new Map<number, readonly Remark[]>();
  for (const remark of inOrder(remarks)) {
    byPlace.set(remark.after, [...(byPlace.get(remark.after) ?? []), remark]);
  }
  return byPlace;
}

function isMemoryLost({ content }: Remark): boolean {
  return content.kind === 'memory-lost';
}

/** `null` where it is not in this conversation. */
function indexOf({ exchanges }: Conversation, exchangeId: string): number | null {
  const index = exchanges.findIndex(({ message }) => message.id === exchangeId);
  return index === -1 ? null : index;
}

function findPlace(conversation: Conversation, place: ReadingPlace): Place {
  if (place === 'end') return place;
  const index = indexOf(conversation, place.exchangeId);
  return index === null ? 'end' : { index, offset: place.offset };
}

function namePlace({ exchanges }: Conversation, place: Place): ReadingPlace {
  if (place === 'end') return place;
  const exchange = exchanges[place.index];
  return exchange ? { exchangeId: exchange.message.id, offset: place.offset } : 'end';
}

function NothingKept() {
  return <p className="py-10 text-center text-ink-2">Nothing was said in this conversation.</p>;
}

function Empty({ assistant }: { assistant: string }) {
  const { actions } = useCapabilities();
  return (
    <div className="mx-auto max-w-md py-10 text-center text-ink-2">
      <p className="text-base font-semibold text-ink">Nothing said yet</p>
      <p className="mt-1">
        {actions.includes('order')
          ? `Ask the ${assistant} about history and examination, order tests within the budget, and propose a diagnosis when you are ready.`
          : `Say who the patient is, then ask ${assistant}. It knows nothing but what you tell it here.`}
      </p>
    </div>
  );
}
