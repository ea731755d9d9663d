/** A connection state in words: a few for the bar, a sentence for who wants to know. */
import type { ConnectionState, Fallback, FailureCause, WaitCause } from '../../core/connection.ts';

const waits: Record<WaitCause, string> = {
  'connection-lost': 'The connection to the assistant was lost.',
  unreachable: 'The assistant cannot be reached.',
  'server-restart': 'The server restarts, or asks for patience.',
  'rate-limited': 'The server takes no more messages for now.',
};

const failures: Record<FailureCause, { short: string; long: string }> = {
  'sign-in-required': {
    short: 'Signed out by the server',
    long: 'The server does not accept this session any more. Sign out and in again.',
  },
  refused: {
    short: 'Refused',
    long: 'The server refused the connection. Try again, or tell whoever runs this site.',
  },
  'closed-by-server': {
    short: 'Closed by the server',
    long: 'The server closed the connection. It is opened again with your next message.',
  },
};

/**
 * `word` stands before `short` where there is room for it.
 *
 * @param now milliseconds since 1970; `null` leaves out what changes every second */
export function describeConnection(
  state: ConnectionState,
  now: number | null,
): { word?: string; short: string; long: string } {
  switch (state.phase) {
    case 'idle':
      return { short: 'Not connected', long: 'Not connected to the assistant.' };
    case 'connecting':
      return { short: 'Connecting …', long: 'Connecting to the assistant.' };
    case 'online':
      if (state.fallback) return describeFallback(state.fallback, now);
      return {
        short: `Live · ${state.latency} ms`,
        long: `Connected to the assistant. Connecting took ${state.latency} ms.`,
      };
    case 'waiting':
      return describeWait(state, now);
    case 'failed':
      return failures[state.cause];
  }
}

function describeFallback(
  { retryAt }: Fallback,
  now: number | null,
): { word?: string; short: string; long: string } {
  const what =
    'Connected, but not live: the server is asked every few seconds instead, so answers come more slowly. Nothing is lost.';
  if (now === null) return { short: 'Degraded: slower', long: what };
  const next = describeRetry(retryAt, now);
  return { word: 'Degraded', short: 'live by REST: slower', long: `${what} ${next}` };
}

function describeRetry(retryAt: Fallback['retryAt'], now: number): string {
  switch (retryAt) {
    case 'now':
      return 'The live line is being tried now.';
    case 'with-next-message':
      return 'The server closed the live line, or refuses it. It is tried again with your next message.';
    default:
      return `The live line is tried again in ${Math.max(0, Math.ceil((retryAt - now) / 1000))} s.`;
  }
}

function describeWait(
  { cause, retryAt, attempt }: Extract<ConnectionState, { phase: 'waiting' }>,
  now: number | null,
): { word?: string; short: string; long: string } {
  const word = cause === 'rate-limited' ? 'Rate limit' : 'Waiting';
  const tried = attempt > 1 ? ` ${attempt} tries have failed; it goes on trying.` : '';
  const kept = `${tried} Nothing you write is lost.`.trim();
  if (now === null) return { short: word, long: `${waits[cause]} ${kept}` };
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  return {
    word,
    short: `next try in ${seconds} s`,
    long: `${waits[cause]} Next try in ${seconds} s. ${kept}`,
  };
}
