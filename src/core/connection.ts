/**
 * Can we hear the assistant? One of the two axes of a conversation (the other is `Turn`).
 *
 * Each state carries only what exists in it. Times are milliseconds since 1970.
 */
export type ConnectionState =
  | { phase: 'idle' }
  | { phase: 'connecting'; attempt: number }
  /** `latency`: milliseconds from asking for the connection to having it. */
  | { phase: 'online'; since: number; latency: number; fallback?: Fallback }
  | { phase: 'waiting'; cause: WaitCause; attempt: number; retryAt: number }
  | { phase: 'failed'; cause: FailureCause };

/**
 * The line works, but not the way it should: answers come more slowly. Left out, all is well.
 * `requests`: instead of a live line the server is asked again and again. `retryAt`: when the live
 * line is tried next; a server that does not want it is left alone until the person does something.
 */
export interface Fallback {
  readonly by: 'requests';
  readonly retryAt: number | 'now' | 'with-next-message';
}

/** Why we wait before the next try. */
export type WaitCause = 'connection-lost' | 'unreachable' | 'server-restart' | 'rate-limited';

/** Why trying again by ourselves would not help. */
export type FailureCause = 'sign-in-required' | 'refused' | 'closed-by-server';
