/**
 * Writes conversations to the history as they happen, where the assistant's own server does not.
 *
 * It owns when and in which order; `mirror-step.ts` knows what is asked of the history, and
 * `core/record/` what is written. Conversations go on beside one another, the oldest first, and wait
 * each for itself. Its one law: a conversation is never held up by its record, and what is written
 * is first kept on this device, so that the record never knows more than the screen after a reload.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Cancel, Clock } from '../core/clock.ts';
import type { Conversation } from '../core/conversation.ts';
import { countSaid } from '../core/conversation.ts';
import {
  askedWait,
  BadFrame,
  isRetryable,
  letThrough,
  RateLimited,
  Rejected,
} from '../core/errors.ts';
import type { HistoryBackend } from '../core/history.ts';
import type { Description } from '../core/record/head.ts';
import { describeRecord, isSameDescription, nameRecord } from '../core/record/head.ts';
import type { Entry } from '../core/record/entries.ts';
import { entriesOf } from '../core/record/entries.ts';
import type { Progress } from '../core/record/progress.ts';
import { doubtRequest, isWritten, noProgress } from '../core/record/progress.ts';
import type { Consultation } from './consultation-port.ts';
import type { Recording, Step } from './mirror-step.ts';
import { nextStep, takeStep } from './mirror-step.ts';

export interface Mirror {
  readonly store: StoreApi<MirrorState>;
  /** Tries at once what waits or was given up; of one conversation, or of all. */
  tryNow(conversationId?: string): void;
  /** Conversations of a tab that is closed come next: how far the history holds them. */
  expect(left: readonly Conversation[], progress: ReadonlyMap<string, Progress>): void;
  /** The person has seen that a name was refused. */
  forgetRefusedName(conversationId: string): void;
  close(): void;
}

export interface MirrorState {
  /** By the id that a conversation has on this device. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** What is kept over a reload. */
  readonly progress: ReadonlyMap<string, Progress>;
}

/** How a conversation's record stands. */
export interface Standing {
  /** The history's name for the conversation; `null` before it has one. */
  readonly remoteId: string | null;
  readonly written: number;
  /** What is written and what is to be. */
  readonly total: number;
  /** How many exchanges are written, with everything of theirs. */
  readonly exchanges: number;
  /** Something has not been written for longer than passes unnoticed. */
  readonly isLate: boolean;
  /** Nothing is to be done for it: no message, name, cost, alert or end. */
  readonly isSettled: boolean;
  readonly trouble: MirrorTrouble | null;
  /** A name that the history did not take; the conversation has its former one again. */
  readonly refusedName: RefusedName | null;
}

export interface RefusedName {
  readonly name: string;
  readonly error: unknown;
}

/** Why something is not written. `error` is what went wrong last. */
export type MirrorTrouble =
  | { readonly kind: 'waiting'; readonly error: unknown; readonly retryAt: number }
  /** It is not tried again by itself. `gone`: the history has the conversation no more. */
  | { readonly kind: 'refused' | 'gone'; readonly error: unknown };

export interface MirrorOptions {
  readonly history: HistoryBackend;
  readonly consultation: Pick<Consultation, 'store' | 'rename'>;
  /** Whether conversations with that assistant are to be written. */
  isMirrored(assistantId: string): boolean;
  readonly clock: Clock;
  /** Milliseconds until the next try; `failures` from 0. */
  backoff(failures: number): number;
  /** Calls back when it is worth trying at once. */
  onWake(listener: () => void): Cancel;
  /** Resolves when everything up to now is on this device, or cannot be. */
  commit(): Promise<void>;
  /** From before the page was loaded anew. */
  readonly kept: ReadonlyMap<string, Progress>;
}

/** Milliseconds. What takes no longer is not worth a word. */
const grace = 4_000;
/** Where a server refuses for its rate limit and names no time. */
const usualWait = 60_000;
/** A request that was given up may still arrive for so long. */
const lateness = 60_000;
/** How many exchanges ahead entries are made of. */
const outlook = 20;
/** Conversations that are written at the same time: one that hangs holds up no other. */
const most = 2;

export function createMirror(options: MirrorOptions): Mirror {
  return new HistoryMirror(options);
}

/** One conversation and its record. */
interface Work extends Recording {
  conversation: Conversation;
  due: readonly Entry[];
  progress: Progress;
  wanted: Description | null;
  isUnsure: boolean;
  isRunning: boolean;
  /** What the history did not take, so that it is not told again by itself. */
  refused: Description | null;
  /** What the history is known to have taken, whatever was tried since. */
  lastTold: Description | null;
  /** The name on this device that goes with it, to the letter; not there where that is not known. */
  formerName?: string | null;
  refusedName: RefusedName | null;
  failures: number;
  trouble: MirrorTrouble | null;
  isLate: boolean;
  cancelGrace: Cancel | null;
}

class HistoryMirror implements Mirror {
  readonly store: StoreApi<MirrorState>;
  #options: MirrorOptions;
  /** In the order in which the conversations began. */
  #works: Work[] = [];
  /** What another load or another tab knew, by the ids of the conversations. */
  #left: Map<string, Progress>;
  #abort = new AbortController();
  #forget: Cancel[];
  #cancelTimer: Cancel = () => undefined;
  /** Of all conversations together: a server that is down is not asked for each of them. */
  #failures = 0;
  #retryAt = 0;
  /** The server named this time itself; no hint shortens it. */
  #heldUntil = 0;

  constructor(options: MirrorOptions) {
    const { consultation, kept, onWake } = options;
    this.#options = options;
    this.#left = new Map(kept);
    this.store = createStore<MirrorState>(() => ({ standings: new Map(), progress: kept }));
    this.#forget = [
      consultation.store.subscribe((now, before) => {
        if (now.outline === before.outline && now.earlier === before.earlier) return;
        this.#take();
        this.#pump();
      }),
      onWake(() => this.#wake()),
    ];
    this.#take(true);
    // The console comes first.
    this.#cancelTimer = options.clock.after(0, () => this.#pump());
  }

  tryNow(conversationId?: string): void {
    this.#heldUntil = 0;
    for (const work of this.#works) {
      if (conversationId !== undefined && work.conversation.id !== conversationId) continue;
      letThrough(work.trouble?.error);
      // Who asks for it wants it written anew.
      if (work.trouble?.kind === 'gone') this.#progress(work, noProgress);
      if (work.trouble?.kind !== 'waiting') work.trouble = null;
      work.refused = null;
      this.#update(work, work.conversation);
    }
    this.#wake();
  }

  expect(left: readonly Conversation[], progress: ReadonlyMap<string, Progress>): void {
    for (const { id } of left) this.#left.set(id, progress.get(id) ?? noProgress);
  }

  forgetRefusedName(conversationId: string): void {
    const work = this.#works.find(({ conversation: { id } }) => id === conversationId);
    if (work) work.refusedName = null;
    this.#tell();
  }

  close(): void {
    this.#abort.abort();
    this.#cancelTimer();
    for (const forget of this.#forget) forget();
    for (const work of this.#works) work.cancelGrace?.();
  }

  /** Whatever waits is worth a try. */
  #wake(): void {
    const now = this.#options.clock.now();
    if (now < this.#heldUntil) return;
    this.#failures = 0;
    this.#retryAt = 0;
    for (const work of this.#works) {
      work.failures = 0;
      if (work.trouble?.kind === 'waiting') work.trouble = { ...work.trouble, retryAt: now };
    }
    this.#pump();
  }

  /** Looks at the conversations that are new or not as they were. */
  #take(isFirst = false): void {
    const { outline, earlier } = this.#options.consultation.store.getState();
    const known = new Map(this.#works.map((work) => [work.conversation.id, work]));
    for (const conversation of [outline, ...earlier]) {
      if (!this.#options.isMirrored(conversation.source.assistantId)) continue;
      const work = known.get(conversation.id);
      const isKept = isFirst || this.#left.has(conversation.id);
      if (!work) this.#add(conversation, isKept);
      else if (work.conversation !== conversation) this.#update(work, conversation);
    }
    this.#works.sort((a, b) => a.conversation.startedAt - b.conversation.startedAt);
  }

  /** After a reload the history may hold more than this device remembers to have written. */
  #add(conversation: Conversation, isKept: boolean): void {
    const progress = this.#left.get(conversation.id) ?? noProgress;
    const work: Work = {
      ...{ conversation, progress, due: dueOf(conversation, progress), isUnsure: false },
      ...{ wanted: describeRecord(conversation), refused: null, refusedName: null },
      lastTold: progress.told,
      ...{ isRunning: false, failures: 0, trouble: null },
      ...{ isLate: false, cancelGrace: null },
    };
    this.#works.push(work);
    // A request of the page that is gone may be under way still.
    if (isKept && nextStep(work) !== null) this.#doubt(work, progress.told === null);
  }

  #update(work: Work, conversation: Conversation): void {
    const { name: former } = work.conversation;
    const isTold = nameRecord(work.conversation) === work.lastTold?.name;
    if (isTold && former !== conversation.name) work.formerName = former;
    work.conversation = conversation;
    work.due = dueOf(conversation, work.progress);
    const wanted = describeRecord(conversation);
    work.wanted = work.refused && isSameDescription(work.refused, wanted) ? null : wanted;
  }

  #pump(): void {
    if (this.#abort.signal.aborted) return;
    const now = this.#options.clock.now();
    const waiting = this.#works.filter((work) => !work.isRunning && stepOf(work, now) !== null);
    const ready = waiting.filter((work) => this.#readyAt(work) <= now);
    const room = most - this.#works.filter(({ isRunning }) => isRunning).length;
    for (const work of ready.slice(0, room)) void this.#run(work);
    this.#tell();
    this.#cancelTimer();
    const times = [...waiting.map((work) => this.#readyAt(work)), ...this.#looksAt()];
    const next = Math.min(...times.filter((time) => time > now));
    if (!Number.isFinite(next)) return;
    this.#cancelTimer = this.#options.clock.after(next - now, () => this.#pump());
  }

  #readyAt({ trouble }: Work): number {
    const own = trouble?.kind === 'waiting' ? trouble.retryAt : 0;
    return Math.max(own, this.#retryAt, this.#heldUntil);
  }

  #looksAt(): readonly number[] {
    return this.#works.flatMap(({ progress: { doubt } }) => (doubt ? [doubt.lookAt] : []));
  }

  /** Takes one step, as things are now: what comes meanwhile is not on the device yet. */
  async #run(work: Work): Promise<void> {
    const { clock, commit, history } = this.#options;
    const { signal } = this.#abort;
    const step = stepOf(work, clock.now());
    const recording = step === 'look' ? lookBack(work) : { ...work };
    const onProgress = (progress: Progress) => this.#progress(work, progress);
    work.isRunning = true;
    // Until there is an answer nobody knows, not even after a crash.
    if (step === 'describe') this.#progress(work, { ...work.progress, told: null });
    try {
      await commit();
      if (signal.aborted) return;
      if (step) await takeStep(step, recording, { history, signal, onProgress });
      this.#succeeded(work, step, recording);
    } catch (error) {
      if (!signal.aborted) this.#failed(work, step, recording, error);
    } finally {
      work.isRunning = false;
      this.#pump();
    }
  }

  #succeeded(work: Work, step: Step, { progress }: Recording): void {
    this.#failures = 0;
    this.#retryAt = 0;
    work.failures = 0;
    work.trouble = null;
    if (step !== 'look') return;
    work.isUnsure = false;
    const { written, remoteId, doubt } = work.progress;
    if (!doubt) return;
    const isFound = written > progress.written || remoteId !== progress.remoteId;
    const isOver = doubt.lookAt <= this.#options.clock.now();
    if (isOver || (isFound && doubt.requests === 1)) {
      this.#progress(work, { ...work.progress, doubt: null });
    }
  }

  /** The history is looked at before anything else is written, and once more when all is over. */
  #doubt(work: Work, isOfWhole: boolean): void {
    work.isUnsure = true;
    const lookAt = this.#options.clock.now() + lateness;
    this.#progress(work, doubtRequest(work.progress, lookAt, isOfWhole));
  }

  #failed(work: Work, step: Step, recording: Recording, error: unknown): void {
    const now = this.#options.clock.now();
    const { backoff } = this.#options;
    const isUntold = step === 'describe' && (isFinal(error) || error instanceof RateLimited);
    if (isUntold) this.#progress(work, { ...work.progress, told: recording.progress.told });
    if (isFinal(error)) {
      const isGone = error instanceof Rejected && error.status === 404 && step !== 'create';
      if (isGone && step === 'end')
        return this.#progress(work, { ...work.progress, isEnded: true });
      if (step === 'describe' && !isGone) return this.#giveUpTelling(work, recording, error);
      work.trouble = { kind: isGone ? 'gone' : 'refused', error };
      return;
    }
    const wait = askedWait(error, now, usualWait);
    if (wait !== null) {
      // What the server asks for is waited out, whatever wakes.
      if (error instanceof RateLimited) this.#heldUntil = now + wait;
      work.trouble = { kind: 'waiting', error, retryAt: now + wait };
      return;
    }
    const isAdding = step === 'create' || step === 'append';
    if (isAdding || step === 'describe') this.#doubt(work, !isAdding);
    this.#retryAt = now + backoff(this.#failures++);
    const retryAt = Math.max(this.#retryAt, now + backoff(work.failures++));
    work.trouble = { kind: 'waiting', error, retryAt };
  }

  /** It holds up no message. A name that is not taken is taken back here, unless there is another. */
  #giveUpTelling(work: Work, { wanted }: Recording, error: unknown): void {
    work.refused = wanted;
    const { conversation, lastTold: told } = work;
    this.#update(work, conversation);
    if (!wanted || !told || told.name === wanted.name || work.wanted !== null) return;
    work.refusedName = { name: wanted.name, error };
    const names = [work.formerName ?? null, null, told.name];
    const former = names.find((name) => nameRecord({ ...conversation, name }) === told.name);
    this.#options.consultation.rename(conversation.id, former ?? '');
  }

  #progress(work: Work, progress: Progress): void {
    work.progress = progress;
    work.lastTold = progress.told ?? work.lastTold;
    work.due = dueOf(work.conversation, progress);
    this.store.setState((state) => ({
      progress: new Map(state.progress).set(work.conversation.id, progress),
    }));
  }

  /** Says how things stand, where that has changed. */
  #tell(): void {
    for (const work of this.#works) this.#measure(work);
    const { standings: before } = this.store.getState();
    const entries = this.#works.map((work) => {
      const known = before.get(work.conversation.id);
      const now = standingOf(work);
      return [work.conversation.id, known && isSame(known, now) ? known : now] as const;
    });
    const isNew = entries.some(([id, standing]) => before.get(id) !== standing);
    if (isNew) this.store.setState({ standings: new Map(entries) });
  }

  /** How long something has been due; nothing is set while nothing is. */
  #measure(work: Work): void {
    const isBehind = nextStep(work) !== null;
    if (isBehind && !work.cancelGrace) {
      work.cancelGrace = this.#options.clock.after(grace, () => {
        work.isLate = true;
        this.#tell();
      });
    } else if (!isBehind && work.cancelGrace) {
      work.cancelGrace();
      work.cancelGrace = null;
      work.isLate = false;
    }
  }
}

/** The next of what is not written. All of a long conversation would be made anew for each. */
function dueOf(conversation: Conversation, progress: Progress): readonly Entry[] {
  const entries = entriesOf(conversation, progress.exchanges, outlook);
  return entries.filter((entry) => !isWritten(progress, entry));
}

/** What has been given up waits for the person. */
function stepOf(work: Work, now: number): Step {
  if (work.trouble && work.trouble.kind !== 'waiting') return null;
  const { doubt, remoteId } = work.progress;
  const isOver = doubt !== null && doubt.lookAt <= now;
  return isOver && remoteId !== null ? 'look' : nextStep(work);
}

/** A look goes back to where it was certain what the history held. */
function lookBack(work: Work): Recording {
  const { progress } = work;
  const { newest, doubt } = progress;
  return { ...work, progress: { ...progress, newest: doubt ? doubt.newest : newest } };
}

/** Trying again by itself cannot help. */
function isFinal(error: unknown): boolean {
  if (error instanceof RateLimited || error instanceof BadFrame || isRetryable(error)) return false;
  return true;
}

function standingOf(work: Work): Standing {
  const { conversation, progress, due, isLate, trouble, refusedName } = work;
  const { remoteId, written, exchanges } = progress;
  // A message and a reply each.
  const beyond = 2 * Math.max(0, countSaid(conversation) - exchanges - outlook);
  const isSettled = nextStep(work) === null;
  const total = written + (isSettled ? 0 : due.length + beyond);
  return { remoteId, written, total, exchanges, isLate, isSettled, trouble, refusedName };
}

function isSame(a: Standing, b: Standing): boolean {
  const known = new Map<string, unknown>(Object.entries(a));
  return Object.entries(b).every(([name, value]) => known.get(name) === value);
}
