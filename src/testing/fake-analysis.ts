/**
 * An analysis back end without a network, whose other end is the test.
 *
 * It keeps to the port and decides nothing by itself: a start is answered, and a job moves on, when
 * the test says so.
 */
import type {
  AnalysisBackend,
  AnalysisJob,
  AnalysisProgress,
  AnalysisRequest,
  AnalysisSubject,
  FollowedProgress,
} from '../core/analysis.ts';
import type { Cancel } from '../core/clock.ts';

export interface FakeStart {
  readonly request: AnalysisRequest;
  readonly subject: AnalysisSubject;
  readonly signal: AbortSignal | undefined;
  take(id: string): void;
  refuse(error: Error): void;
}

export class FakeAnalysis implements AnalysisBackend {
  readonly textLimit = 100;
  /** When the next start may be made. */
  opens: number | null = null;
  /** Every start that was made, the latest last. */
  readonly starts: FakeStart[] = [];
  /** Jobs that are followed now. */
  readonly followed = new Map<string, (progress: FollowedProgress) => void>();

  opensAt(): number | null {
    return this.opens;
  }

  start(
    request: AnalysisRequest,
    subject: AnalysisSubject,
    signal?: AbortSignal,
  ): Promise<AnalysisJob> {
    return new Promise((resolve, reject) => {
      const conversationId = subject.conversationId ?? 'own-place';
      this.starts.push({
        ...{ request, subject, signal },
        take: (id) => resolve({ id, conversationId, request, startedAt: 0 }),
        refuse: reject,
      });
    });
  }

  poll(): Promise<AnalysisProgress> {
    return Promise.resolve({ phase: 'running' });
  }

  follow(job: AnalysisJob, tell: (progress: FollowedProgress) => void): Cancel {
    this.followed.set(job.id, tell);
    return () => void this.followed.delete(job.id);
  }

  get lastStart(): FakeStart {
    const start = this.starts.at(-1);
    if (!start) throw new Error('Nothing was started yet');
    return start;
  }

  /** Tells whoever follows the job; an end ends the following, as a real back end's does. */
  tell(id: string, progress: FollowedProgress): void {
    const tell = this.followed.get(id);
    if (!tell) throw new Error(`Nobody follows ${id}`);
    if (progress.phase !== 'running') this.followed.delete(id);
    tell(progress);
  }
}
