/**
 * The mock against what a running Dx0 server was seen to say.
 *
 * Plays the captured requests that were refused, and compares the refusals byte for byte. The
 * captures are kept outside of this repository; without them there is nothing to compare.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { bearer, call, openLine, signIn, startMock } from '../testing.ts';
import { lastPieceFrame, pieceFrame, splitReply } from './frames.ts';

const folder = new URL('../../../shared/captures/', import.meta.url);
const isThere = existsSync(new URL('dx0.jsonl', folder));

interface HttpCapture {
  case: string;
  kind: 'http';
  request: { method: string; url: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; json: unknown };
}

interface SocketCapture {
  case: string;
  kind: 'ws';
  events: { send?: unknown; recv?: { error?: string } }[];
}

interface PieceCapture {
  case: string;
  kind?: undefined;
  text: string;
  frames: PieceFrameCapture[];
}

interface PieceFrameCapture {
  reply: string;
  done: boolean;
  cost?: number;
  total_spent?: number;
  remaining_budget?: number;
  ordered_tests?: string[];
}

function readCaptures(file: string): (HttpCapture | SocketCapture | PieceCapture)[] {
  if (!isThere) return [];
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as HttpCapture | SocketCapture | PieceCapture);
}

const captures = readCaptures('dx0.jsonl');

/** Refusals that need nothing but an account; the others are about an order of events. */
const refusals = captures.filter(
  (capture): capture is HttpCapture =>
    capture.kind === 'http' &&
    [401, 403, 404, 405, 422].includes(capture.response.status) &&
    !/logout|spent|limit attempt|CORS/.test(capture.case),
);

const spoken = captures.filter(
  (capture): capture is SocketCapture =>
    capture.kind === 'ws' && ['ws action spellings', 'ws bad payloads'].includes(capture.case),
);

describe.skipIf(!isThere)('captured refusals (skipped without ../shared/captures)', () => {
  let server: MockServer;

  beforeAll(async () => {
    server = await startMock({ mode: 'real' });
  });
  afterAll(() => server.close());

  /** A captured token is masked; the case's name says whose it was. */
  async function authorize(capture: HttpCapture): Promise<Record<string, string>> {
    const { Authorization: value, ...headers } = capture.request.headers;
    if (value?.startsWith('Bearer eyJ') !== true) {
      const authorization = value?.replace('…', '');
      return authorization === undefined ? headers : { ...headers, authorization };
    }
    const username = capture.case.includes('default group') ? 'nurse' : 'physician';
    return { ...headers, ...bearer((await signIn(server, username)).access) };
  }

  it.each(refusals)('HTTP: $case', async (capture) => {
    const { method, url, body } = capture.request;
    const headers = { ...(await authorize(capture)), 'x-forwarded-for': capture.case };
    const answer = await call(server, url.replace('/api/v1', ''), { method, body, headers });
    expect(answer.status).toBe(capture.response.status);
    expect(answer.body).toEqual(capture.response.json);
    for (const [name, value] of Object.entries(capture.response.headers)) {
      expect(answer.headers.get(name)).toBe(value);
    }
  });

  it.each(spoken)('WebSocket: $case', async ({ events }) => {
    const { ask } = await openLine(server, { token: (await signIn(server)).access });
    let compared = 0;
    for (const [index, event] of events.entries()) {
      if (event.send === undefined) continue;
      const answer = await ask(event.send);
      const expected = events[index + 1]?.recv?.error;
      expect(answer.error).toBe(expected);
      if (expected !== undefined) compared += 1;
    }
    expect(compared).toBeGreaterThan(3);
  });
});

describe.skipIf(!isThere)('captured pieces (skipped without ../shared/captures)', () => {
  const pieces = readCaptures('dx0-stream-reply.jsonl').filter(
    (capture): capture is PieceCapture => capture.kind === undefined,
  );

  it.each(pieces)('$text', ({ text, frames }) => {
    const last = frames.at(-1);
    const settlement = {
      cost: last?.cost ?? 0,
      totalSpent: last?.total_spent ?? 0,
      remainingBudget: last?.remaining_budget,
      orderedTests: last?.ordered_tests ?? [],
    };
    const cut = splitReply(text);
    const written = cut.map((piece, index) =>
      index === cut.length - 1 ? lastPieceFrame(piece, settlement) : pieceFrame(piece),
    );
    expect(written.map((frame) => JSON.parse(frame) as unknown)).toEqual(frames);
  });
});
