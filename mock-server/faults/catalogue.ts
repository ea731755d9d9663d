/**
 * What can be asked of the control API, in words and with an example each.
 *
 * Its one law: every example is a request that would be taken.
 */
import type { FaultKind, FaultRequest } from './spec.ts';

type Catalogue = {
  readonly [K in FaultKind]: {
    readonly does: string;
    readonly example: Extract<FaultRequest, { kind: K }>;
  };
};

export const catalogue: Catalogue = {
  'refuse-handshake': {
    does: 'answers a WebSocket handshake with an HTTP status, or with "destroy" or "hang"',
    example: { kind: 'refuse-handshake', status: 503, retryAfter: 5 },
  },
  drop: {
    does: 'cuts the connection off (1006) before a frame of a reply',
    example: { kind: 'drop', after: 3 },
  },
  close: {
    does: 'closes the connection with a code and a reason',
    example: { kind: 'close', code: 1011, reason: 'internal error', after: 'now' },
  },
  silence: {
    does: 'half-open: takes everything in, lets nothing out, not even a pong, until disarmed',
    example: { kind: 'silence', after: 'open' },
  },
  stall: {
    does: 'pauses for ms before a frame of a reply, then goes on',
    example: { kind: 'stall', ms: 15_000, after: 2 },
  },
  delay: {
    does: 'every frame, every REST answer, or both arrive ms later, give or take jitter, in their order',
    example: { kind: 'delay', ms: 2000, jitter: 1000, on: 'both' },
  },
  malformed: {
    does: 'puts a bad frame in the place of a good one, or before it with "extra": true; shapes: not-json, wrong-types, missing-fields (no numbers, no lists), proto, deep',
    example: { kind: 'malformed', shape: 'missing-fields', after: 'last' },
  },
  unknown: {
    does: 'sends a frame of unknown type, or the given one, between two of a reply',
    example: { kind: 'unknown', frame: { type: 'weather', sunny: true } },
  },
  oversized: {
    does: 'sends a frame of so many megabytes between two of a reply',
    example: { kind: 'oversized', megabytes: 10 },
  },
  duplicate: {
    does: 'sends every frame of a reply twice, or with "after" that one frame',
    example: { kind: 'duplicate', after: 'last' },
  },
  late: {
    does: 'sends a whole reply once more, ms after its end',
    example: { kind: 'late', ms: 1000 },
  },
  status: {
    does: 'answers a REST request with a status, in place of the server or, with "processed": true, after it did the work',
    example: { kind: 'status', status: 503, retryAfter: 5, match: { path: '/api/v1/**' } },
  },
  html: {
    does: 'answers a REST request with 200 and an HTML page, as a captive portal does',
    example: { kind: 'html', match: { path: '/api/v1/case' } },
  },
  'lost-answer': {
    does: 'processes a REST request, then cuts the connection off without an answer',
    example: { kind: 'lost-answer', match: { method: 'POST', path: '/api/v1/refresh' } },
  },
  hang: {
    does: 'never answers a REST request; with "processed": true it does the work first',
    example: { kind: 'hang', match: { path: '/api/v1/tests' } },
  },
  'expire-tokens': {
    does: 'at once: every access token issued so far is worthless',
    example: { kind: 'expire-tokens' },
  },
  'forget-sessions': {
    does: 'at once: every session is gone, with access token, refresh token and money spent',
    example: { kind: 'forget-sessions' },
  },
  restart: {
    does: 'at once: closes all sockets with a code (or "terminate"), stays away for ms, comes back; access tokens and money spent stay, refresh tokens do not',
    example: { kind: 'restart', ms: 3000, code: 1012 },
  },
  'clock-skew': {
    does: 'sets the clock of the server off by so many seconds: Date headers, tokens, limits',
    example: { kind: 'clock-skew', seconds: -600 },
  },
  slice: {
    does: 'writes frames to the network one byte at a time',
    example: { kind: 'slice' },
  },
};

export const calls: Readonly<Record<string, string>> = {
  'GET /_mock/': 'this list, with what is armed and what was counted',
  'POST /_mock/faults': 'arms the fault that is the JSON body, answers its id',
  'DELETE /_mock/faults': 'disarms all faults; who is silent speaks again',
  'DELETE /_mock/faults/<id>': 'disarms one',
  'POST /_mock/mode': '{"mode": "documented" or "real"}',
  'POST /_mock/rate': '{"rate": pieces of a reply a second, 0 for as fast as possible}',
  'POST /_mock/seed':
    '{"user": a user name, "conversations": how many, "messages": in the newest}, for Sessions',
  'POST /_mock/xians/notice':
    '{"participantId": who, "severity": info, warning or critical, and more, see docs/faults-on-demand.md}, for Xians',
  'GET /_mock/received': 'every message the server took, in order',
  'DELETE /_mock/received': 'forgets them',
};

export const fields: Readonly<Record<string, string>> = {
  times: 'how often it happens, or "always"; 1 unless said, "always" for delay and slice',
  after:
    'the number of frames of a reply before it, or "last" (before the last), "end" (after it), "open" (of a connection), "now" (on all open ones)',
  match:
    'what it is aimed at, all that is named must hold: backEnd, path (with * and **), method, connection (its number), action, text (a part of the message)',
};
