/**
 * The mock against what a running AI Doctor server was seen to say.
 *
 * Plays the captured conversations and compares frame by frame: members, their order, every value
 * that is not a time, an id or the words of a language model. The captures are kept outside of this
 * repository; without them there is nothing to compare.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { startMock } from '../testing.ts';
import { modelTokens } from './tokens.ts';
import { openChat, type Chat, type ChatFrame } from './testing.ts';

const file = new URL('../../../shared/captures/ai-doctor.jsonl', import.meta.url);
const isThere = existsSync(file);

interface Capture {
  readonly case: string;
  readonly kind: 'ws' | 'http';
  readonly url?: string;
  readonly request?: { readonly url: string };
  readonly response?: { readonly status: number; readonly json: unknown };
  readonly events?: readonly { readonly send?: unknown; readonly recv?: ChatFrame }[];
}

const captures = isThere
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Capture)
  : [];

/** Whole conversations of one socket; those about several are told in `socket.test.ts`. */
const conversations = captures.filter(
  ({ kind, url, events = [] }) =>
    kind === 'ws' && url !== undefined && events.some(({ send }) => send !== undefined),
);

/** The server answered, or not, before the next message was sent: these come one by one. */
type Exchange = { readonly send: unknown; readonly frames: readonly ChatFrame[] };

function exchangesOf({ events = [] }: Capture): readonly Exchange[] {
  const exchanges: { send: unknown; frames: ChatFrame[] }[] = [];
  for (const { send, recv } of events) {
    if (send !== undefined) exchanges.push({ send, frames: [] });
    else if (recv !== undefined) exchanges.at(-1)?.frames.push(recv);
  }
  return exchanges;
}

function sendTo({ socket }: Chat, send: unknown): void {
  if (typeof send === 'string' && send.startsWith('binary:')) {
    socket.send(Buffer.from(send.slice('binary:'.length)));
  } else socket.send(typeof send === 'string' ? send : JSON.stringify(send));
}

const seamStatuses = /^running_/;

/** What agents write is their own; only where they write, and the server's own words, are compared. */
function comparable(frames: readonly ChatFrame[]): readonly string[] {
  const lines: string[] = [];
  let isAgent = false;
  for (const frame of frames) {
    if (seamStatuses.test(frame.status ?? '')) isAgent = true;
    if (frame.type === 'stream_start') isAgent = false;
    const hidden = isAgent && frame.type === 'token' ? { content: '…' } : {};
    const masked = mask({ ...frame, ...hidden });
    if (lines.at(-1) !== masked || !masked.includes('…"')) lines.push(masked);
  }
  return lines;
}

function mask(frame: ChatFrame): string {
  return JSON.stringify(frame, (key, value: unknown) => {
    if (key === 'timestamp') return String(value).replaceAll(/\d/g, '0');
    return key === 'session_id' ? 'an id' : value;
  });
}

describe.skipIf(!isThere)('captured conversations (skipped without ../shared/captures)', () => {
  let server: MockServer;

  beforeEach(async () => {
    server = await startMock({ mode: 'real' });
  });
  afterEach(() => server.close());

  it('are all there', () => expect(conversations.length).toBeGreaterThan(14));

  it.each(conversations)('$case', async (capture) => {
    const chat = await openChat(server, (capture.url ?? '').replace('/api/v1/ws/chat', ''));
    const hello = capture.events?.find(({ recv }) => recv?.type === 'connection')?.recv;
    expect(comparable([JSON.parse(chat.texts[0] ?? '') as ChatFrame])).toEqual(
      comparable(hello === undefined ? [] : [hello]),
    );
    for (const { send } of exchangesOf(capture)) sendTo(chat, send);
    const expected = comparable(exchangesOf(capture).flatMap(({ frames }) => frames));
    const heard = (): readonly string[] =>
      comparable(chat.texts.slice(1).map((text) => JSON.parse(text) as ChatFrame));
    await expect.poll(() => heard().length).toBeGreaterThanOrEqual(expected.length);
    expect(heard()).toEqual(expected);
  });

  it.each(captures.filter(({ case: name }) => /GET \/health|emergency-check/.test(name)))(
    'HTTP: $case',
    async ({ request, response }) => {
      const answer = await fetch(`${server.url}${request?.url}`);
      expect(answer.status).toBe(response?.status);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(await answer.json()).toEqual(response?.json);
    },
  );
});

describe.skipIf(!isThere)('captured tokens (skipped without ../shared/captures)', () => {
  it('are cut as the mock cuts', () => {
    const plain = captures.find(({ case: name }) => name === 'plain question, agents on');
    const frames = plain?.events?.flatMap(({ recv }) => (recv === undefined ? [] : [recv])) ?? [];
    const end = frames.findIndex(({ status }) => status === 'running_diagnostic');
    const tokens = frames.slice(0, end).flatMap(({ content }) => (content ? [content] : []));
    expect(tokens).toHaveLength(16);
    expect(modelTokens(tokens.join(''))).toEqual(tokens);
  });
});
