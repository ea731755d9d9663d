/**
 * What travels between a browser and an AI Doctor server, as schemas.
 *
 * Holds only the fields that Bedside uses and tolerates more. A frame has three outcomes here:
 * known and good, unknown (nothing we recognise), malformed (recognised, but of a wrong shape).
 * Its one law: whatever the outcome, a frame that speaks of an emergency says so.
 * Source: the streaming chat guide and frames captured from a running server.
 */
import * as z from 'zod/mini';

/** The longest message that an AI Doctor server takes, in characters. */
export const wireMessageLimit = 10_000;

export interface WireProfile {
  age?: number;
  chronic_conditions?: string[];
  current_medications?: { name: string; dose: string }[];
  allergies?: { drug: string[] };
}

/** A message to the server. The id is that of the present connection, or it is left out. */
export interface WireMessage {
  message: string;
  session_id?: string;
  enable_agents: boolean;
  patient_profile?: WireProfile;
}

/** The first frame of every connection. */
const wireConnection = z.object({
  type: z.literal('connection'),
  session_id: z.nullish(z.string()),
});

/** A stage of the work on a reply. Running servers know more stages than the guide. */
const wireStatus = z.object({
  type: z.literal('status'),
  status: z.string().check(z.minLength(1)),
  details: z.nullish(
    z.object({ agent: z.nullish(z.string()), current_agent: z.nullish(z.string()) }),
  ),
});
export type WireStatus = z.infer<typeof wireStatus>;

/** An emergency is announced by the start, the end, or both, and by no frame of its own. */
const wireMetadata = z.nullish(
  z.object({
    emergency: z.nullish(z.boolean()),
    emergency_detected: z.nullish(z.boolean()),
    severity: z.nullish(z.string()),
  }),
);

const wireStart = z.object({ type: z.literal('stream_start'), metadata: wireMetadata });
const wireToken = z.object({ type: z.literal('token'), content: z.string() });
const wireEnd = z.object({ type: z.literal('stream_end'), metadata: wireMetadata });

/** A server may have other kinds of error than the guide. */
const wireError = z.object({
  type: z.literal('error'),
  error_type: z.string(),
  message: z.string(),
});
export type WireError = z.infer<typeof wireError>;

/** By their types, so that the many tokens are held against one schema only. */
const wireFrames = {
  connection: wireConnection,
  status: wireStatus,
  stream_start: wireStart,
  token: wireToken,
  stream_end: wireEnd,
  error: wireError,
};
type WireType = keyof typeof wireFrames;
export type WireFrame = z.infer<(typeof wireFrames)[WireType]>;

/** What a frame says of an emergency. `severity` is in the server's words. */
export type WireAlarm =
  { readable: true; severity: string | null } | { readable: false; severity: null };

export type FrameOutcome = { alarm: WireAlarm | null } & (
  | { kind: 'good'; frame: WireFrame }
  /** Nothing we know: a newer server may send it. */
  | { kind: 'unknown' }
  /** Meant as a frame, but of a wrong shape. `type`: what it says it is, as far as that is known. */
  | { kind: 'malformed'; type: WireType | null }
);

/** In characters. A frame carries a word; one this long is no reply, and is not worth parsing. */
const longestFrame = 1_000_000;

/** Reads one text frame. Never throws. */
export function readFrame(text: string): FrameOutcome {
  const value = text.length > longestFrame ? undefined : parseJson(text);
  if (typeof value !== 'object' || value === null) {
    return { kind: 'malformed', type: null, alarm: alarmInText(text) };
  }
  const { type = null, metadata }: { type?: unknown; metadata?: unknown } = value;
  if (!isKnown(type)) {
    const kind = type === null || typeof type === 'string' ? 'unknown' : 'malformed';
    return { kind, type: null, alarm: alarmIn(metadata) ?? alarmBeside(value) };
  }
  const parsed = wireFrames[type].safeParse(value);
  const alarm = alarmIn(metadata) ?? alarmBeside(value);
  return parsed.success && !isPoisoned(value)
    ? { kind: 'good', frame: parsed.data, alarm }
    : { kind: 'malformed', type, alarm };
}

function isKnown(type: unknown): type is WireType {
  return typeof type === 'string' && Object.hasOwn(wireFrames, type);
}

const unreadable: WireAlarm = { readable: false, severity: null };
/** The severities that running servers give to an emergency, and to nothing else. */
const alarming = new Set(['CRITICAL', 'URGENT', 'EMERGENCY']);

/** In doubt there is one: an emergency that is overlooked costs more than one too many. */
function alarmIn(metadata: unknown): WireAlarm | null {
  if (metadata === undefined || metadata === null) return null;
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    return /emergency/i.test(JSON.stringify(metadata)) ? unreadable : null;
  }
  const {
    emergency,
    emergency_detected: detected,
    severity,
  }: Partial<Record<string, unknown>> = {
    ...metadata,
  };
  const flags = [emergency, detected].filter((flag) => flag !== undefined && flag !== null);
  if (flags.length === 0) {
    return typeof severity === 'string' && alarming.has(severity.toUpperCase()) ? unreadable : null;
  }
  if (flags.every((flag) => flag === false)) return null;
  if (!flags.every((flag) => typeof flag === 'boolean')) return unreadable;
  if (severity === undefined || severity === null) return { readable: true, severity: null };
  return typeof severity === 'string' ? { readable: true, severity } : unreadable;
}

const alarmType = /^emergency(?:_detected|_alert)?$/i;

/** A flag in the wrong place, beside the metadata instead of in it. */
function alarmBeside(frame: { type?: unknown; emergency?: unknown; emergency_detected?: unknown }) {
  // No server has a frame of its own for it yet.
  if (typeof frame.type === 'string' && alarmType.test(frame.type)) return unreadable;
  const flags = [frame.emergency, frame.emergency_detected];
  const isDown = flags.every((flag) => flag === undefined || flag === null || flag === false);
  return isDown ? null : unreadable;
}

/** As a member; the text of a token has its quotation marks escaped, and cannot look like one. */
const mention = /(?<!\\)"emergency(?:_detected)?"\s*:(?!\s*(?:false|null))/;

function alarmInText(text: string): WireAlarm | null {
  return mention.test(text) ? unreadable : null;
}

/** No honest server names a prototype. */
function isPoisoned(value: object): boolean {
  return Object.hasOwn(value, '__proto__');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
