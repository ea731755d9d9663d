/**
 * The analysis role of a Sessions server: jobs that are started, and asked after until they are done.
 *
 * Its one law: a job is started once. Whatever comes in between, only its result is asked for again.
 */
import type {
  AnalysisBackend,
  AnalysisJob,
  AnalysisProgress,
  FollowedProgress,
} from '../../core/analysis.ts';
import type { Cancel, Clock } from '../../core/clock.ts';
import { BadFrame, isRetryable, RateLimited, Rejected } from '../../core/errors.ts';
import { analysisPlace, isAnalysisPlace } from '../../core/record/head.ts';
import type { Visibility } from '../../net/poll.ts';
import { poll } from '../../net/poll.ts';
import { analystInstructions, toProgress, toTask } from './convert-analysis.ts';
import type { Pacer } from './pacer.ts';
import type { SessionsHttp } from './sessions-http.ts';

export interface AnalysisOptions {
  readonly http: SessionsHttp;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly visibility: Visibility;
  /** How long a job may take before it is called overdue, in milliseconds. */
  readonly answerLimit: number;
  /** Which model reads; left out, the server's own choice. */
  readonly model?: string | undefined;
}

/** In characters. A body of a request has room for it in any script. */
const textLimit = 100_000;

const lost = 'The server does not know of it any more. Start it again.';

export function createSessionsAnalysis(options: AnalysisOptions): AnalysisBackend {
  const { http, pacer, clock, model } = options;
  const pollOnce = async (job: AnalysisJob, signal?: AbortSignal): Promise<AnalysisProgress> => {
    try {
      return toProgress(job.request, await http.readJob(job.conversationId, job.id, signal));
    } catch (error) {
      if (error instanceof Rejected) return { phase: 'failed', detail: lost };
      throw error;
    }
  };
  let ownPlace: Promise<string> | null = null;
  /** Text from elsewhere needs a place to be worked on; one does for all of it, over all reloads. */
  const findPlace = () => {
    ownPlace ??= openPlace(http).catch((error: unknown) => {
      ownPlace = null;
      throw error;
    });
    return ownPlace;
  };
  return {
    textLimit,
    opensAt: () => pacer.opensAt(),
    async start(request, { text, conversationId }, signal) {
      await pacer.take(signal);
      const place = conversationId ?? (await findPlace());
      const task = {
        task: toTask(request, text),
        history: [],
        system_prompt: analystInstructions,
        ...(model !== undefined && { model }),
      };
      const { ctx_id: id } = await http.startJob(place, task, signal);
      return { id, conversationId: place, request, startedAt: clock.now() };
    },
    poll: pollOnce,
    follow: (job, tell) => follow(job, tell, pollOnce, options),
  };
}

/** How many of the newest conversations are looked through for one that is open still. */
const lookBack = 100;

async function openPlace(http: SessionsHttp): Promise<string> {
  const { items } = await http.listSessions({ limit: lookBack, after: null });
  const open = items.find(
    ({ session_end: end, system_prompt: instructions }) =>
      !end && isAnalysisPlace(instructions ?? null),
  );
  if (open) return open.session_id;
  return (await http.createSession('Analyses of pasted text', analysisPlace)).session_id;
}

function follow(
  job: AnalysisJob,
  tell: (progress: FollowedProgress) => void,
  pollOnce: AnalysisBackend['poll'],
  { clock, visibility, answerLimit }: AnalysisOptions,
): Cancel {
  return poll({
    clock,
    visibility,
    limit: answerLimit,
    pausesHidden: true,
    async ask(signal) {
      const progress = await pollOnce(job, signal);
      if (!signal.aborted) tell(progress);
      return progress.phase !== 'running';
    },
    onError(error) {
      // A page instead of data may be a proxy's, and pass.
      if (isRetryable(error) || error instanceof RateLimited || error instanceof BadFrame) {
        return false;
      }
      tell({ phase: 'failed', detail: 'You are not signed in, or may not see it.' });
      return true;
    },
    onOverdue: () => tell({ phase: 'overdue' }),
  });
}
