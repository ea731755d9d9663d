/**
 * Looks for words in the conversation that is shown, in all of it and not only in what is drawn, and
 * leads from one place to the next. The browser's own search stays the browser's.
 */
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useDeferredValue, useEffect, useEffectEvent, useId, useMemo, useState } from 'react';
import type { Conversation } from '../../core/conversation.ts';
import { explainError } from '../../core/explain-error.ts';
import type { KeptPresent } from '../../state/kept-conversation.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import type { Match } from './find-matches.ts';
import { findMatches } from './find-matches.ts';
import { clearHighlight, highlight } from './highlight.ts';

export interface FindBarProps {
  conversation: Conversation;
  /** How far it is read, where the history keeps it. */
  reading?: KeptPresent | undefined;
  /** What the transcript is in. */
  place: RefObject<HTMLElement | null>;
  onClose: () => void;
}

export function FindBar({ conversation, reading, place, onClose }: FindBarProps) {
  const id = useId();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const looked = useDeferredValue(words);
  const { exchanges } = conversation;
  const matches = useMemo(() => findMatches(exchanges, looked), [exchanges, looked]);
  // The latest is what one is most likely to mean.
  const index = Math.min(chosen ?? Infinity, matches.length - 1);
  const match = matches[index] ?? null;
  useReadAll(reading);
  useLeadTo(place, looked, match);
  const step = (by: number) =>
    setChosen(matches.length === 0 ? null : (index + by + matches.length) % matches.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onClose();
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };
  return (
    <search
      aria-label="Find in conversation"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-3 py-1.5"
    >
      <div className="field-focus flex min-w-32 grow basis-0 items-center gap-1 rounded-md border border-line-strong ps-2.5">
        <Search aria-hidden size={15} className="shrink-0 text-ink-3" />
        <label htmlFor={id} className="sr-only">
          Words to find in this conversation
        </label>
        <input
          id={id}
          autoFocus
          value={words}
          placeholder="Find in this conversation"
          onChange={(event) => {
            setWords(event.target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
          className="min-h-9 w-full min-w-24 bg-transparent outline-none placeholder:text-ink-3"
        />
      </div>
      <span role="status" className="min-w-20 text-sm text-ink-2">
        {describe(looked, matches.length, index, reading)}
      </span>
      <span className="flex">
        <Step label="Previous match" isDisabled={matches.length === 0} onPress={() => step(-1)}>
          <ChevronUp aria-hidden size={18} />
        </Step>
        <Step label="Next match" isDisabled={matches.length === 0} onPress={() => step(1)}>
          <ChevronDown aria-hidden size={18} />
        </Step>
        <Step label="Close search" onPress={onClose}>
          <X aria-hidden size={18} />
        </Step>
      </span>
    </search>
  );
}

interface StepProps {
  label: string;
  isDisabled?: boolean;
  onPress: () => void;
  children: React.ReactNode;
}

function Step({ label, isDisabled = false, onPress, children }: StepProps) {
  return (
    <Button look="quiet" size="icon" aria-label={label} isDisabled={isDisabled} onPress={onPress}>
      {children}
    </Button>
  );
}

function describe(
  words: string,
  count: number,
  index: number,
  reading: KeptPresent | undefined,
): string {
  const found = words.trim() === '' ? '' : count === 0 ? 'Not found' : `${index + 1} of ${count}`;
  if (!reading || reading.isWhole) return found;
  const turns = reading.conversation.exchanges.length;
  const why = reading.fault === null ? 'reading on …' : explainError(reading.fault);
  return [found, `in the latest ${turns} turns; ${why}`].filter(Boolean).join(' ');
}

/** Whoever looks for something means all of the conversation. */
function useReadAll(reading: KeptPresent | undefined): void {
  const readAll = useEffectEvent(() => void reading?.readAll());
  const id = reading?.conversation.id;
  // It is the search being open that needs it, and nothing that anybody does in it.
  useEffect(() => readAll(), [id]);
}

/** Marks what is found, and brings the match that is looked at into sight. */
function useLeadTo(place: RefObject<HTMLElement | null>, words: string, match: Match | null): void {
  const { view } = useWorkspace();
  const index = match?.index ?? null;
  const ordinal = match?.ordinal ?? 0;
  const reveal = useEffectEvent(() => {
    const { otherId } = view.store.getState();
    if (match) view.reveal(otherId, match.exchangeId, 'quietly');
  });
  // What is drawn changes as one scrolls and as a reply grows; only the page itself knows.
  useEffect(() => {
    const log = place.current?.querySelector('[role=log]');
    if (!log) return;
    const at = index === null ? null : { index, ordinal };
    let isAwaited = at !== null;
    const mark = () => {
      const range = highlight(log, { words, at });
      if (range && isAwaited) bringIntoSight(log, range);
      if (range) isAwaited = false;
    };
    mark();
    if (isAwaited) reveal();
    const observer = new MutationObserver(mark);
    observer.observe(log, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      clearHighlight();
    };
  }, [place, words, index, ordinal]);
}

/** A third down the pane, unless it is in sight. */
function bringIntoSight(log: Element, range: Range): void {
  const pane = log.getBoundingClientRect();
  const { top, bottom } = range.getBoundingClientRect();
  if (top < pane.top || bottom > pane.bottom) log.scrollTop += top - pane.top - pane.height / 3;
}
