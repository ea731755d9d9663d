/**
 * One notice to the tenants of a site at once: what is written, to whom, and what became of it at each.
 *
 * It is in memory only. Its one law: nothing counts as sent without the word of its server, and nothing
 * goes to a tenant that was not chosen, or where the person may not.
 */
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Clock } from '../core/clock.ts';
import { CircuitOpen, Forbidden, RateLimited, Rejected, SignInRequired } from '../core/errors.ts';
import type { BroadcastRight, NoticeDraft, NoticePost } from '../core/notice.ts';
import { mayBroadcast } from '../core/notice.ts';
import type { Session } from './session.ts';
import type { TenantEntry } from './tenants.ts';

/** In characters; who reads it with Bedside sees no more of a text. */
export const longestTitle = 120;
export const longestText = 1_000;

/** Whether a notice can go to a tenant now, or why not. */
export type Standing = 'ready' | 'signed-out' | 'not-allowed' | 'no-notices';

/**
 * `refused`: it was not taken. `unknown`: no answer tells, so that it may be there.
 */
export type Outcome =
  | { readonly phase: 'sending' }
  | { readonly phase: 'taken'; readonly at: number }
  | { readonly phase: 'refused' | 'unknown'; readonly error: unknown };

export interface SentNotice {
  readonly draft: NoticeDraft;
  /** The same at all tenants, and however often it is tried. */
  readonly requestId: string;
  /** By tenant, of those that it was sent to. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export interface BroadcastState {
  /** It is looked at. */
  readonly isShown: boolean;
  readonly draft: NoticeDraft;
  readonly tenants: readonly {
    readonly id: string;
    readonly name: string;
    readonly standing: Standing;
  }[];
  /** Tenants that it is not to go to, although it could. */
  readonly leftOut: ReadonlySet<string>;
  /** `null` while it is being written. */
  readonly sent: SentNotice | null;
}

export interface Broadcast {
  readonly store: StoreApi<BroadcastState>;
  show(): void;
  /** What was written stays, and what is under way goes on. */
  hide(): void;
  write(change: Partial<NoticeDraft>): void;
  choose(id: string, isChosen: boolean): void;
  /** To all that are chosen, at once; a draft with a fault goes nowhere. */
  send(): void;
  /** At one where it failed. */
  tryAgain(id: string): void;
  /** Writes another; one that cannot have arrived anywhere is written on. */
  writeAnother(): void;
  isUnderWay(): boolean;
  /** Something is written, or has not arrived everywhere. */
  holdsWork(): boolean;
  /** Gives up what is under way, and forgets everything. */
  close(): void;
}

export interface BroadcastTarget extends Omit<TenantEntry, 'session'> {
  readonly session: Pick<Session, 'store'>;
  /** `null` where nobody reads notices. */
  readonly right: BroadcastRight | null;
  readonly post: NoticePost['post'];
}

export interface BroadcastOptions {
  readonly targets: readonly BroadcastTarget[];
  readonly clock: Clock;
  newId(): string;
}

const blank: NoticeDraft = { grade: 'information', title: '', text: '' };
const nothingYet = { isShown: false, draft: blank, leftOut: new Set<string>(), sent: null };

export function createBroadcast({ targets, clock, newId }: BroadcastOptions): Broadcast {
  const tenantsNow = () =>
    targets.map((target) => ({ id: target.id, name: target.name, standing: standingOf(target) }));
  const store = createStore<BroadcastState>(() => ({ ...nothingYet, tenants: tenantsNow() }));
  const { getState, setState } = store;
  const deliveries = createDeliveries(store, targets, clock);
  const look = () => {
    setState({ tenants: tenantsNow() });
    deliveries.keepOnly((id) => isReady(getState(), id));
  };
  const stops = targets.map(({ session }) => session.store.subscribe(look));
  return {
    store,
    show: () => setState({ isShown: true }),
    hide() {
      setState({ isShown: false });
      const { sent } = getState();
      if (sent && isEverywhere(sent)) setState({ sent: null, draft: blank });
    },
    write: (change) => setState(({ draft }) => ({ draft: { ...draft, ...change } })),
    choose(id, isChosen) {
      const leftOut = new Set(getState().leftOut);
      if (isChosen) leftOut.delete(id);
      else leftOut.add(id);
      setState({ leftOut });
    },
    send() {
      const { draft, sent } = getState();
      const chosen = chosenOf(getState());
      if (sent || chosen.length === 0 || faultOf(draft)) return;
      const { grade } = draft;
      const said = { grade, title: draft.title.trim(), text: draft.text.trim() };
      const notice = { draft: said, requestId: newId(), outcomes: new Map<string, Outcome>() };
      setState({ sent: notice });
      for (const id of chosen) deliveries.begin(id, notice);
    },
    tryAgain(id) {
      const { sent } = getState();
      const phase = sent?.outcomes.get(id)?.phase;
      if (sent && (phase === 'refused' || phase === 'unknown')) deliveries.begin(id, sent);
    },
    writeAnother() {
      const { sent } = getState();
      if (!sent || isSending(sent)) return;
      setState({ sent: null, ...(!isNowhere(sent) && { draft: blank }) });
    },
    isUnderWay: () => deliveries.count() > 0,
    holdsWork() {
      const { draft, sent } = getState();
      return sent ? !isEverywhere(sent) : draft.title.trim() !== '' || draft.text.trim() !== '';
    },
    close() {
      for (const stop of stops) stop();
      setState({ ...nothingYet, tenants: [] });
      deliveries.keepOnly(() => false);
    },
  };
}

/** The requests that are under way, one at most to a tenant. */
function createDeliveries(
  { getState, setState }: StoreApi<BroadcastState>,
  targets: readonly BroadcastTarget[],
  clock: Clock,
) {
  const underWay = new Map<string, AbortController>();
  /** Of another notice than the one that is looked at, nobody wants to know any more. */
  const note = (requestId: string, id: string, outcome: Outcome) => {
    const { sent } = getState();
    if (sent?.requestId !== requestId) return;
    setState({ sent: { ...sent, outcomes: new Map(sent.outcomes).set(id, outcome) } });
  };
  const deliver = async ({ id, post }: BroadcastTarget, { draft, requestId }: SentNotice) => {
    const leaving = new AbortController();
    underWay.set(id, leaving);
    note(requestId, id, { phase: 'sending' });
    const outcome = await outcomeOf(post(draft, requestId, leaving.signal), clock);
    underWay.delete(id);
    note(requestId, id, outcome);
  };
  return {
    begin(id: string, notice: SentNotice): void {
      const target = targets.find((each) => each.id === id);
      if (target && isReady(getState(), id)) void deliver(target, notice);
    },
    count: () => underWay.size,
    /** Gives up the others. */
    keepOnly(isWanted: (id: string) => boolean): void {
      for (const [id, leaving] of underWay) if (!isWanted(id)) leaving.abort();
    },
  };
}

function isReady({ tenants }: BroadcastState, id: string): boolean {
  return tenants.some((each) => each.id === id && each.standing === 'ready');
}

function standingOf({ session, right }: BroadcastTarget): Standing {
  const state = session.store.getState();
  if (!right) return 'no-notices';
  if (state.status !== 'signed-in') return 'signed-out';
  return mayBroadcast(right, state.identity) ? 'ready' : 'not-allowed';
}

async function outcomeOf(answer: Promise<void>, clock: Clock): Promise<Outcome> {
  try {
    await answer;
    return { phase: 'taken', at: clock.now() };
  } catch (error) {
    return { phase: tookNoEffect(error) ? 'refused' : 'unknown', error };
  }
}

/** The server was not asked, or said that it takes nothing. Whatever else may have come too late. */
function tookNoEffect(error: unknown): boolean {
  const kinds = [SignInRequired, Forbidden, RateLimited, Rejected, CircuitOpen];
  return kinds.some((kind) => error instanceof kind);
}

/** Where it would go if it were sent now. */
export function chosenOf({ tenants, leftOut }: BroadcastState): readonly string[] {
  return tenants
    .filter(({ id, standing }) => standing === 'ready' && !leftOut.has(id))
    .map(({ id }) => id);
}

/** What is wrong with a draft, the first of it; `null` for nothing. */
export function faultOf({
  title,
  text,
}: NoticeDraft): 'no-title' | 'long-title' | 'long-text' | null {
  if (title.trim() === '') return 'no-title';
  if (title.trim().length > longestTitle) return 'long-title';
  return text.trim().length > longestText ? 'long-text' : null;
}

export function isEverywhere({ outcomes }: SentNotice): boolean {
  return [...outcomes.values()].every(({ phase }) => phase === 'taken');
}

export function isSending({ outcomes }: SentNotice): boolean {
  return [...outcomes.values()].some(({ phase }) => phase === 'sending');
}

/** It cannot have arrived anywhere. */
export function isNowhere({ outcomes }: SentNotice): boolean {
  return [...outcomes.values()].every(({ phase }) => phase === 'refused');
}

export function useBroadcast({ store }: Broadcast): BroadcastState {
  return useStore(store);
}
