/**
 * The frames of the AI Doctor protocol, as text.
 *
 * Owns their members, the order of these and the way a time is written: running servers write UTC
 * without saying so, the document says so. Its one law: metadata that there is none of is no member.
 */
import type { MockContext } from '../options.ts';

export type ErrorType =
  'parse_error' | 'validation_error' | 'safety_violation' | 'agent_error' | 'server_error';

type Details = Readonly<Record<string, unknown>>;

export interface Frames {
  connection(sessionId: string): string;
  status(status: string, details: Details): string;
  streamStart(metadata?: Details): string;
  token(content: string): string;
  streamEnd(metadata?: Details): string;
  error(errorType: ErrorType, message: string): string;
}

export function createFrames(context: Pick<MockContext, 'mode' | 'now'>): Frames {
  const timestamp = createTimestamps(context);
  return {
    connection: (sessionId) =>
      JSON.stringify({
        ...{ type: 'connection', status: 'connected', session_id: sessionId },
        timestamp: timestamp(),
      }),
    status: (status, details) =>
      JSON.stringify(
        context.mode() === 'real'
          ? { type: 'status', status, timestamp: timestamp(), details }
          : { type: 'status', status, details, timestamp: timestamp() },
      ),
    streamStart: (metadata) =>
      JSON.stringify({ type: 'stream_start', timestamp: timestamp(), metadata }),
    token: (content) => JSON.stringify({ type: 'token', content, timestamp: timestamp() }),
    streamEnd: (metadata) =>
      JSON.stringify({ type: 'stream_end', timestamp: timestamp(), metadata }),
    error: (errorType, message) =>
      JSON.stringify({ type: 'error', error_type: errorType, message, timestamp: timestamp() }),
  };
}

/**
 * Times with microseconds as Python writes them. The clock knows no microseconds; frames of the same
 * millisecond are counted through instead, so that no time comes before an earlier one.
 */
function createTimestamps({ mode, now }: Pick<MockContext, 'mode' | 'now'>): () => string {
  let last = 0;
  let sameMillisecond = 0;
  return () => {
    const milliseconds = now();
    sameMillisecond = milliseconds === last ? Math.min(sameMillisecond + 1, 999) : 1;
    last = milliseconds;
    const iso = new Date(milliseconds).toISOString();
    if (mode() === 'documented') return iso;
    return iso.slice(0, -1) + String(sameMillisecond).padStart(3, '0');
  };
}
