/**
 * The analyses that a person asked for: what waits for its turn, what is being read, what came of it.
 *
 * It owns when each is started and that it is followed; the back end owns how. Its one law: each time
 * that a person asks, an analysis is started once. What went wrong is told, and started again only by
 * a person.
 */
import type { StoreApi } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type {
  AnalysisBackend,
  AnalysisJob,
  AnalysisRequest,
  FollowedProgress,
} from '../core/analysis.ts';
import type { AnalysisStanding, AskedAnalysis, AskedSubject } from '../core/asked-analysis.ts';
import { latestFirst } from '../core/asked-analysis.ts';
import type { Cancel, Clock } from '../core/clock.ts';
import { askedWait, Forbidden, Rejected, SignInRequired } from '../core/errors.ts';
import { explainError } from '../core/explain-error.ts';
import { useWorkspace } from './workspace.ts';

export interface AnalysisJobs {
  readonly store: StoreApi<AnalysisJobsState>;
  /** Who reads, in words for people. */
  readonly service: string;
  /** In characters. */
  readonly textLimit: number;
  ask(request: AnalysisRequest, subject: AskedSubject): void;
  /** Stands for those of a tab that is closed now. */
  takeIn(left: readonly AskedAnalysis[]): void;
  /** Looks for an overdue one again. */
  keepWaiting(id: string): void;
  startAgain(id: string): void;
  /** What waits is not started any more; what runs is not looked for any more. */
  remove(id: string): void;
  /** Opens the dialog on what is to be asked, or on one that was; `null` closes it. */
  show(shown: ShownAnalysis | null): void;
  close(): void;
}

export type ShownAnalysis =
  { readonly view: 'new' } | { readonly view: 'one'; readonly id: string };

export interface AnalysisJobsState {
  /** The latest first. */
  readonly analyses: readonly AskedAnalysis[];
  /** When the next of those that wait has its turn, in milliseconds since 1970; `null` for now. */
  readonly opensAt: number | null;
  /** The one of which there is something new, to be said once. */
  readonly news: string | null;
  readonly shown: ShownAnalysis | null;
}

export interface AnalysisJobsOptions {
  readonly backend: AnalysisBackend;
  readonly service: string;
  readonly clock: Clock;
  newId(): string;
  /** From before the page was loaded anew. */
  readonly kept: readonly AskedAnalysis[];
  /** Resolves when all of it is on the device. A start is made only after that. */
  commit(): Promise<void>;
}

/** Milliseconds to wait where the server refused for its rate limit and named no time. */
const usualWait = 60_000;

export function createAnalysisJobs(options: AnalysisJobsOptions): AnalysisJobs {
  return new Jobs(options);
}

class Jobs implements AnalysisJobs {
  readonly store: StoreApi<AnalysisJobsState>;
  readonly service: string;
  readonly textLimit: number;
  #options: AnalysisJobsOptions;
  /** How to let go of each one that is being started or followed. */
  #stops = new Map<string, Cancel>();
  #cancelTurn: Cancel = () => undefined;
  /** One has been chosen to take the next turn, and has not taken it yet. */
  #isChoosing = false;
  /** The server itself refused before this time for its rate limit. */
  #refusedUntil = 0;
  #isClosed = false;

  constructor(options: AnalysisJobsOptions) {
    const { backend, service, kept } = options;
    this.#options = options;
    this.service = service;
    this.textLimit = backend.textLimit;
    this.store = createStore<AnalysisJobsState>(() => ({
      analyses: kept,
      opensAt: null,
      news: null,
      shown: null,
    }));
    this.#followAll(kept);
    this.#startNext();
  }

  takeIn(left: readonly AskedAnalysis[]): void {
    this.store.setState(({ analyses }) => ({ analyses: latestFirst([...analyses, ...left]) }));
    this.#followAll(left);
  }

  ask(request: AnalysisRequest, subject: AskedSubject): void {
    const { clock, newId } = this.#options;
    const id = newId();
    const askedAt = clock.now();
    const standing: AnalysisStanding = { phase: 'waiting' };
    const asked = { id, request, subject, service: this.service, askedAt, standing };
    this.store.setState(({ analyses }) => ({ analyses: [asked, ...analyses], news: id }));
    this.show({ view: 'one', id });
    this.#startNext();
  }

  keepWaiting(id: string): void {
    const { standing } = this.#find(id) ?? {};
    if (standing?.phase !== 'overdue') return;
    this.#enter(id, { phase: 'running', job: standing.job });
    this.#follow(id, standing.job);
  }

  startAgain(id: string): void {
    const again = this.#find(id);
    if (!again || this.#stops.has(id)) return;
    const askedAt = this.#options.clock.now();
    const asked = {
      ...again,
      askedAt,
      service: this.service,
      standing: { phase: 'waiting' },
    } as const;
    this.store.setState(({ analyses }) => ({
      analyses: [asked, ...analyses.filter((each) => each.id !== id)],
      news: id,
    }));
    this.#startNext();
  }

  remove(id: string): void {
    this.#letGo(id);
    this.store.setState(({ analyses, shown }) => ({
      analyses: analyses.filter((each) => each.id !== id),
      shown: shown?.view === 'one' && shown.id === id ? null : shown,
    }));
    void this.#options.commit();
    this.#startNext();
  }

  show(shown: ShownAnalysis | null): void {
    this.store.setState({ shown });
  }

  /** What is on its way stays as it is kept: the next load of the page tells what is known of it. */
  close(): void {
    this.#isClosed = true;
    this.#cancelTurn();
    for (const id of [...this.#stops.keys()]) this.#letGo(id);
  }

  /** Lets the one that waits longest take its turn, or waits until there is one. */
  #startNext(): void {
    this.#cancelTurn();
    if (this.#isClosed || this.#isChoosing) return;
    const next = this.store.getState().analyses.findLast(isWaiting);
    const opensAt = next ? this.#opensAt() : null;
    if (this.store.getState().opensAt !== opensAt) this.store.setState({ opensAt });
    if (!next) return;
    if (opensAt === null) return void this.#start(next);
    const { clock } = this.#options;
    this.#cancelTurn = clock.after(opensAt - clock.now(), () => this.#startNext());
  }

  #opensAt(): number | null {
    const { backend, clock } = this.#options;
    const isRefused = clock.now() < this.#refusedUntil;
    const opensAt = Math.max(backend.opensAt() ?? 0, isRefused ? this.#refusedUntil : 0);
    return opensAt > clock.now() ? opensAt : null;
  }

  async #start({ id, request, subject }: AskedAnalysis): Promise<void> {
    const { backend, commit } = this.#options;
    const abort = new AbortController();
    const isWanted = () => !abort.signal.aborted;
    this.#stops.set(id, () => abort.abort());
    this.#isChoosing = true;
    this.#enter(id, { phase: 'starting' });
    await commit();
    this.#isChoosing = false;
    if (!isWanted()) return this.#startNext();
    // A question took the turn meanwhile.
    if (this.#opensAt() !== null) return this.#putBack(id);
    const { text, keptId: conversationId } = subject;
    const starting = backend.start(request, { text, conversationId }, abort.signal);
    this.#startNext();
    try {
      const job = await starting;
      if (isWanted()) this.#started(id, job);
    } catch (error) {
      if (isWanted()) this.#notStarted(id, error);
    }
  }

  #started(id: string, job: AnalysisJob): void {
    this.#enter(id, { phase: 'running', job });
    this.#follow(id, job);
    void this.#options.commit();
  }

  #notStarted(id: string, error: unknown): void {
    const at = this.#options.clock.now();
    const wait = askedWait(error, at, usualWait);
    if (wait !== null) {
      this.#refusedUntil = at + wait;
      return this.#putBack(id);
    }
    const isRefused = [Rejected, SignInRequired, Forbidden].some((kind) => error instanceof kind);
    this.#end(id, {
      phase: isRefused ? 'failed' : 'uncertain',
      detail: explainError(error),
      at,
    });
  }

  #putBack(id: string): void {
    this.#stops.delete(id);
    this.#enter(id, { phase: 'waiting' });
    this.#startNext();
  }

  #followAll(analyses: readonly AskedAnalysis[]): void {
    for (const { id, standing } of analyses) {
      if (standing.phase === 'running') this.#follow(id, standing.job);
    }
  }

  #follow(id: string, job: AnalysisJob): void {
    const hear = (progress: FollowedProgress) => this.#hear(id, job, progress);
    this.#stops.set(id, this.#options.backend.follow(job, hear));
  }

  #hear(id: string, job: AnalysisJob, progress: FollowedProgress): void {
    const at = this.#options.clock.now();
    switch (progress.phase) {
      case 'running':
        return;
      case 'overdue':
        return this.#end(id, { phase: 'overdue', job });
      case 'done':
        return this.#end(id, { phase: 'done', job, result: progress.result, at });
      case 'failed':
        return this.#end(id, { phase: 'failed', detail: progress.detail, at });
    }
  }

  #end(id: string, standing: AnalysisStanding): void {
    this.#stops.delete(id);
    this.#enter(id, standing);
  }

  #enter(id: string, standing: AnalysisStanding): void {
    if (this.#isClosed) return;
    this.store.setState(({ analyses }) => ({
      analyses: analyses.map((each) => (each.id === id ? { ...each, standing } : each)),
      news: id,
    }));
  }

  #letGo(id: string): void {
    this.#stops.get(id)?.();
    this.#stops.delete(id);
  }

  #find(id: string): AskedAnalysis | undefined {
    return this.store.getState().analyses.find((each) => each.id === id);
  }
}

function isWaiting({ standing }: AskedAnalysis): boolean {
  return standing.phase === 'waiting';
}

/** The analyses of this workspace, for a panel that is there only where there are any to be had. */
export function useAnalyses(): AnalysisJobs {
  const { analyses } = useWorkspace();
  if (!analyses) throw new Error('useAnalyses is for a workspace with an analysis role');
  return analyses;
}

/** A part of their state. `select` must give the same for the same. */
export function useAnalysesState<Part>(select: (state: AnalysisJobsState) => Part): Part {
  return useStore(useAnalyses().store, select);
}
