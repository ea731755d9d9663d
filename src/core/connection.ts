/**
 * Can we hear the assistant? One of the two axes of a conversation (the other is `Turn`).
 *
 * Each state carries only what exists in it. Times are milliseconds since 1970.
 */
export type ConnectionState =
  | { phase: 'idle' }
  | { phase: 'connecting'; attempt: number }
  /** `latency`: milliseconds from asking for the connection to having it. */
  | { phase: 'online'; since: number; latency: number }
  | { phase: 'waiting'; cause: WaitCause; attempt: number; retryAt: number }
  | { phase: 'failed'; cause: FailureCause };

/** Why we wait before the next try. */
export type WaitCause = 'connection-lost' | 'unreachable' | 'server-restart' | 'rate-limited';

/** Why trying again by ourselves would not help. */
export type FailureCause = 'sign-in-required' | 'refused' | 'closed-by-server';
