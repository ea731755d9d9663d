/**
 * The analysis role: a text is read by a machine, which takes a while, into a result of a known
 * shape.
 *
 * A job is plain data, so that it can be kept and looked for after a reload. Its one law: a result
 * has the shape that was asked for, or it is handed over raw and called unreadable.
 */
import type { Cancel } from './clock.ts';

/** A field that a person asks for. A `list` is one of texts. */
export interface ExtractionField {
  readonly name: string;
  readonly type: 'text' | 'number' | 'yes-no' | 'list';
}

export type AnalysisRequest =
  | { readonly kind: 'symptoms' | 'summary' | 'key-phrases' | 'sentiment' }
  /** Which one of these it is. */
  | { readonly kind: 'classification'; readonly categories: readonly string[] }
  | { readonly kind: 'extraction'; readonly fields: readonly ExtractionField[] };

export interface SymptomAnalysis {
  readonly riskLevel: 'low' | 'medium' | 'high';
  readonly followUpActions: readonly string[];
  readonly symptomsToMonitor: readonly string[];
  /** The specialists to refer to. */
  readonly referrals: readonly string[];
}

/** `null` where the text does not say. */
export type ExtractedValue = string | number | boolean | readonly string[] | null;

export type AnalysisResult =
  | ({ readonly kind: 'symptoms' } & SymptomAnalysis)
  | { readonly kind: 'summary'; readonly text: string }
  | { readonly kind: 'key-phrases'; readonly phrases: readonly string[] }
  /** From -1, negative, to 1, positive. */
  | { readonly kind: 'sentiment'; readonly score: number }
  /** One of the categories that were asked for, in their spelling. */
  | { readonly kind: 'classification'; readonly category: string }
  /** In the order of the fields that were asked for, all of them. */
  | {
      readonly kind: 'extraction';
      readonly values: readonly { readonly name: string; readonly value: ExtractedValue }[];
    }
  /** It came, and does not have the shape that was asked for. `raw`: to the letter. */
  | { readonly kind: 'unreadable'; readonly asked: AnalysisRequest['kind']; readonly raw: string };

/** What is to be read. */
export interface AnalysisSubject {
  readonly text: string;
  /** The kept conversation that it is from; `null` for other text. */
  readonly conversationId: string | null;
}

export interface AnalysisJob {
  readonly id: string;
  /** The kept conversation under which the server has it. */
  readonly conversationId: string;
  readonly request: AnalysisRequest;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export type AnalysisProgress =
  | { readonly phase: 'running' }
  | { readonly phase: 'done'; readonly result: AnalysisResult }
  /** `detail` for people. */
  | { readonly phase: 'failed'; readonly detail: string };

/** `overdue`: it takes longer than it should; it is not looked for any more until asked to. */
export type FollowedProgress = AnalysisProgress | { readonly phase: 'overdue' };

export interface AnalysisBackend {
  /** In characters: a longer text is not taken. */
  readonly textLimit: number;
  /**
   * When the next job may start, in milliseconds since 1970; `null` for now. The server takes only
   * so many in a time.
   */
  opensAt(): number | null;
  /**
   * Waits for its turn where it has to. Not to be repeated by itself: each start is work, and costs.
   * @throws the errors of `errors.ts`
   */
  start(
    request: AnalysisRequest,
    subject: AnalysisSubject,
    signal?: AbortSignal,
  ): Promise<AnalysisJob>;
  /** How it stands now. @throws the errors of `errors.ts` */
  poll(job: AnalysisJob, signal?: AbortSignal): Promise<AnalysisProgress>;
  /**
   * Tells how it stands until it is done, failed or overdue; less and less often, and not while the
   * page is hidden. A fault on the way is waited out. Following an overdue job again keeps waiting.
   * The answer stops following.
   */
  follow(job: AnalysisJob, tell: (progress: FollowedProgress) => void): Cancel;
}
