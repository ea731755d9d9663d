/**
 * What a client may send, and what the server makes of what it may not.
 *
 * The running server looks at a payload as Python does, one member at a time, and what it does not
 * foresee ends its service of the connection. Its one law: the session id counts before anything
 * else of a message is looked at, so that a message that is refused has chosen its session too.
 */
import { parsePythonJson, PythonJsonError } from '../python/json.ts';
import { pythonTypeName } from '../python/repr.ts';

export interface Question {
  readonly text: string;
  readonly agents: boolean;
  /** Not looked at yet. */
  readonly patientProfile: unknown;
}

/**
 * `refused` is the client's mistake. `broken` is what the server did not foresee, while reading the
 * payload or, later, while `validating` the message.
 */
export type Outcome =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'refused'; readonly error: 'parse_error' | 'validation_error' }
  | { readonly kind: 'broken'; readonly validating: boolean; readonly reason: string };

export interface Parsed {
  readonly sessionId?: string;
  readonly outcome: Outcome;
}

export function parseMessage(data: Buffer, isBinary: boolean): Parsed {
  if (isBinary) return broken("'text'");
  try {
    return readPayload(parsePythonJson(data.toString()));
  } catch (error) {
    if (error instanceof PythonJsonError) return refused('parse_error');
    // Nested deeper than there is stack for.
    if (error instanceof RangeError) return broken('maximum recursion depth exceeded');
    throw error;
  }
}

function readPayload(payload: unknown): Parsed {
  if (!isFields(payload)) {
    return broken(`'${pythonTypeName(payload)}' object has no attribute 'get'`);
  }
  const { session_id: sessionId } = payload;
  const chosen = typeof sessionId === 'string' && sessionId !== '' ? { sessionId } : {};
  return { ...chosen, outcome: readQuestion(payload) };
}

function readQuestion(payload: Fields): Outcome {
  const { message, enable_agents: agents = true, patient_profile: patientProfile } = payload;
  if (!isTruthy(message)) return { kind: 'refused', error: 'validation_error' };
  if (typeof message === 'string') {
    const question = { text: message, agents: isTruthy(agents), patientProfile };
    return { kind: 'question', question };
  }
  const hasLength = typeof message === 'object';
  const type = pythonTypeName(message);
  const reason = hasLength
    ? `expected string or bytes-like object, got '${type}'`
    : `object of type '${type}' has no len()`;
  return { kind: 'broken', validating: true, reason };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Python has it: nothing, zero and whatever is empty is not true; the word "false" is. */
function isTruthy(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

function refused(error: 'parse_error' | 'validation_error'): Parsed {
  return { outcome: { kind: 'refused', error } };
}

function broken(reason: string): Parsed {
  return { outcome: { kind: 'broken', validating: false, reason } };
}
