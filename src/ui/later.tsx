/**
 * A component that the first view does without, fetched in a chunk of its own.
 *
 * Its one law: nobody waits for it. It is fetched as soon as the page is idle, so that it is there
 * when it is asked for, with or without a network. Where it could not be had, it says so in its
 * place, and a button tries again. Focus that waits in its place goes to its first field.
 */
import type { ComponentType } from 'react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { PlainButton } from './plain-button.tsx';
import { Notice } from './notice.tsx';
import { createPart } from './part.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { whenIdle } from './when-idle.ts';

/**
 * @param StandIn what stands in its place, with the same properties, until it is here; also where
 * it could not be had, so that nothing of what it would show is missing
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  StandIn?: ComponentType<Props>,
): ComponentType<Props> {
  const part = createPart(load);
  whenIdle(() => void part.fetch());
  return function Later(props: Props) {
    const state = useSyncExternalStore(part.subscribe, part.read);
    const place = useRef<HTMLDivElement>(null);
    const focus = useKeptFocus(place, state.phase, () => focusFirst(place.current));
    // Was it not there when the page was idle, then it is fetched when it is to be seen.
    useEffect(() => void part.fetch(), []);
    const isFailed = state.phase === 'failed';
    const isRetrying = state.phase === 'fetching' && state.again;
    return (
      <div ref={place} {...focus} className="contents">
        {state.phase === 'here' && <state.part {...props} />}
        {(isFailed || isRetrying) && (
          <Failure isRetrying={isRetrying} onRetry={() => void part.fetch()} />
        )}
        {state.phase !== 'here' && StandIn && <StandIn {...props} />}
        {!StandIn && (state.phase === 'absent' || state.phase === 'fetching') && !isRetrying && (
          <Waiting />
        )}
      </div>
    );
  };
}

/** Stands in for what opens over the page: what asked for it is in sight, a word would push it about. */
export function Nothing() {
  return null;
}

function Waiting() {
  return (
    <p role="status" tabIndex={-1} className="p-3 text-sm text-ink-3 outline-none">
      Loading …
    </p>
  );
}

function Failure({ isRetrying, onRetry }: { isRetrying: boolean; onRetry: () => void }) {
  return (
    <div role="alert" className="p-2">
      <Notice
        grade="problem"
        action={
          <PlainButton size="small" isBusy={isRetrying} onPress={onRetry}>
            Try again
          </PlainButton>
        }
      >
        This part of Bedside could not be loaded. Nothing was lost. Check the network, then try
        again; if it stays so, reload the page.
      </Notice>
    </div>
  );
}

function focusFirst(place: HTMLElement | null): void {
  place?.querySelector<HTMLElement>('input, textarea, button')?.focus();
}
