/**
 * What was said in a conversation of the history: the newest at once, what came before as the reader
 * comes near it.
 */
import { useEffect, useEffectEvent, useRef } from 'react';
import { explainError } from '../../core/explain-error.ts';
import type { KeptPresent } from '../../state/kept-conversation.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { Older } from '../../ui/log-view.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { DeletableContext, useDeletable } from './delete-message.tsx';
import { Transcript } from './transcript.tsx';

export function KeptTranscript({ reading }: { reading: KeptPresent }) {
  const { conversation } = reading;
  const place = useRef<HTMLDivElement>(null);
  const isPlaceRead = useReadToPlace(reading);
  const deletable = useDeletable(reading);
  // A message that is deleted takes its buttons with it.
  const focus = useKeptFocus(place, conversation, () =>
    place.current?.querySelector<HTMLElement>('[role=log]')?.focus(),
  );
  if (!isPlaceRead) return <Reading />;
  return (
    <DeletableContext value={deletable}>
      <div ref={place} {...focus} className="flex min-h-0 grow flex-col">
        <Transcript conversation={conversation} isLive={false} older={olderOf(reading)} />
      </div>
    </DeletableContext>
  );
}

function olderOf(reading: KeptPresent): Older | null {
  const { isWhole, isReadingOlder, fault, readOlder, readAll } = reading;
  if (isWhole) return null;
  return {
    isLoading: isReadingOlder,
    fault: fault === null ? null : explainError(fault),
    load: readOlder,
    loadAll: () => void readAll(),
  };
}

/** Whoever left it further up gets back to that place: until it is read, more has to be. */
function useReadToPlace(reading: KeptPresent): boolean {
  const { view } = useWorkspace();
  const { conversation, isWhole, isReadingOlder, fault } = reading;
  const place = view.placeIn(conversation.id);
  const isRead =
    place === 'end' ||
    conversation.exchanges.some(({ message }) => message.id === place.exchangeId);
  const isGivenUp = isWhole || fault !== null;
  const readOn = useEffectEvent(() => reading.readOlder());
  // Nobody asks for it but the place that was remembered.
  useEffect(() => {
    if (!isRead && !isGivenUp && !isReadingOlder) readOn();
  }, [isRead, isGivenUp, isReadingOlder]);
  return isRead || isGivenUp;
}

export function Reading() {
  return (
    <div className="grid min-h-0 grow place-items-center p-4">
      <p role="status" className="text-ink-3">
        Reading the conversation …
      </p>
    </div>
  );
}
