/**
 * A Sessions server, as the three roles it fills: conversation, history and analysis.
 *
 * It puts the pieces of this folder together; the roles share one pace. Its one law: a token leaves
 * this folder only towards the server that it is for.
 */
import type { AnalysisBackend } from '../../core/analysis.ts';
import type { ConversationBackend } from '../../core/backend.ts';
import type { HistoryBackend } from '../../core/history.ts';
import type { Pace } from '../../core/pacing.ts';
import type { PacerMemory } from './pacer.ts';
import { createPacer } from './pacer.ts';
import { createSessionsAnalysis } from './sessions-analysis.ts';
import type { SessionsLine } from './sessions-channel.ts';
import { openSessionsChannel } from './sessions-channel.ts';
import { createSessionsHistory } from './sessions-history.ts';
import type { SessionsHttpOptions } from './sessions-http.ts';
import { createSessionsHttp } from './sessions-http.ts';

export interface SessionsOptions
  extends SessionsHttpOptions, Pick<SessionsLine, 'visibility' | 'onWake'> {
  /** Left out, the server's own choice. */
  readonly model?: string | undefined;
  /** Questions and analyses together. */
  readonly pace?: Pace;
  /** Of what was asked before a reload; left out, nothing is remembered. */
  readonly paceMemory?: PacerMemory;
  /** How long an answer may take before it is given up, in milliseconds. */
  readonly answerLimit?: number;
}

export interface SessionsBackend {
  readonly conversation: ConversationBackend;
  readonly history: HistoryBackend;
  readonly analysis: AnalysisBackend;
}

const usualPace: Pace = { limit: 10, window: 60_000 };
const usualAnswerLimit = 5 * 60_000;
/** In characters. With its history a question has to fit into a request. */
const messageLimit = 100_000;

export function createSessionsBackend(options: SessionsOptions): SessionsBackend {
  const { clock, pace = usualPace, paceMemory, answerLimit = usualAnswerLimit } = options;
  const http = createSessionsHttp(options);
  const pacer = createPacer(pace, clock, paceMemory);
  return {
    conversation: {
      capabilities: {
        actions: ['ask'],
        case: false,
        budget: false,
        emergencies: false,
        pace,
        profile: [],
        replies: 'markdown',
        messageLimit,
        isKeptByServer: true,
        continues: true,
      },
      open: (opening, sink) =>
        openSessionsChannel({ ...options, answerLimit, http, pacer }, opening, sink),
    },
    history: createSessionsHistory(http),
    analysis: createSessionsAnalysis({ ...options, answerLimit, http, pacer }),
  };
}
