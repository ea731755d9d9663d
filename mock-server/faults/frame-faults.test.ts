/** Faults of the frames of a reply. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerQuestion } from '../scenarios/answer.ts';
import { findScenario } from '../scenarios/index.ts';
import type { MockServer } from '../server.ts';
import { openLine, signIn, startMock, type Line } from '../testing.ts';
import type { FaultRequest } from './spec.ts';

let server: MockServer;
let line: Line;

beforeEach(async () => {
  server = await startMock();
  line = await openLine(server, { token: (await signIn(server)).access });
});
afterEach(() => server.close());

const question = { action: 'question', content: 'Do you cough?' };
const order = { action: 'test', content: 'complete blood count' };
const scenario = findScenario('cough-and-fever');
const answer = scenario === undefined ? '' : answerQuestion(scenario, question.content);
/** The pieces the answer has of itself. */
const whole = Math.ceil([...answer].length / 20);

/** Every frame up to the last one, as text. */
async function textsOfReply(faults: readonly FaultRequest[] = [], message = question) {
  for (const fault of faults) server.faults.arm(fault);
  const before = line.texts.length;
  line.send(message);
  await expect.poll(() => server.received().at(-1)?.finished).toBe(true);
  await expect.poll(() => line.texts.at(-1)).toContain('"done":true');
  return line.texts.slice(before);
}

async function duration(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

describe('stall', () => {
  it('pauses once after some frames, then goes on', async () => {
    server.faults.arm({ kind: 'stall', ms: 200, after: 2 });
    line.send(question);
    const seen = new Promise((resolve) => setTimeout(resolve, 100)).then(() => line.texts.length);
    expect(await duration(() => line.reply())).toBeGreaterThan(190);
    expect(await seen).toBe(2);
    expect(line.texts).toHaveLength(whole);
  });

  it('comes before another fault of the same frame that was armed later', async () => {
    server.faults.arm({ kind: 'stall', ms: 100, after: 1 });
    server.faults.arm({ kind: 'drop', after: 1 });
    line.send(question);
    expect(await duration(() => line.closed)).toBeGreaterThan(90);
    expect(line.texts).toHaveLength(1);
  });
});

describe('delay', () => {
  it('is latency: all frames come later, in their order, and not one after another', async () => {
    server.faults.arm({ kind: 'delay', ms: 200, jitter: 50, on: 'frames' });
    const elapsed = await duration(async () => {
      expect(await line.ask(question)).toMatchObject({ reply: answer });
    });
    expect(elapsed).toBeGreaterThan(150);
    expect(elapsed).toBeLessThan(whole * 150);
  });

  it('holds up what answers no message, and a closing behind it', async () => {
    server.faults.arm({ kind: 'delay', ms: 100 });
    expect(await duration(() => line.ask({ action: 'QUESTION', content: 'x' }))).toBeGreaterThan(
      90,
    );
  });

  it('of frames that are never due keeps no server from stopping', async () => {
    server.faults.arm({ kind: 'delay', ms: 60_000, on: 'frames' });
    line.send(question);
    await expect.poll(() => server.received()).toHaveLength(1);
    await server.close();
    expect(line.texts).toEqual([]);
  });
});

describe('malformed', () => {
  it('can be no JSON', async () => {
    const [first = ''] = await textsOfReply([{ kind: 'malformed' }]);
    expect(() => JSON.parse(first) as unknown).toThrow(SyntaxError);
    expect(line.texts).toHaveLength(whole);
  });

  it('can have wrong types', async () => {
    const texts = await textsOfReply([{ kind: 'malformed', shape: 'wrong-types', after: 1 }]);
    expect(JSON.parse(texts[1] ?? '')).toEqual({ reply: 7, done: 'yes' });
  });

  it('can lack its money', async () => {
    server.faults.arm({ kind: 'malformed', shape: 'missing-fields', after: 'last' });
    const last = await line.ask(order);
    expect(Object.keys(last)).toEqual(['reply', 'done']);
    expect(last.done).toBe(true);
    expect(server.received()).toMatchObject([{ finished: false }]);
  });

  it('can try to poison prototypes', async () => {
    const [first = ''] = await textsOfReply([{ kind: 'malformed', shape: 'proto' }]);
    expect(first).toContain('"__proto__":{"polluted":true}');
    const parsed = JSON.parse(first) as object;
    expect(Object.hasOwn(parsed, '__proto__')).toBe(true);
    expect(Object.hasOwn(parsed, 'reply')).toBe(true);
  });

  it('can be nested deep, before a good frame', async () => {
    const texts = await textsOfReply([{ kind: 'malformed', shape: 'deep', extra: true }]);
    expect(texts[0]).toContain('[[[[[[');
    expect(texts).toHaveLength(whole + 1);
  });

  it('can come unasked', async () => {
    server.faults.arm({ kind: 'malformed', extra: true, after: 'now' });
    await expect.poll(() => line.texts).toEqual(['{"']);
  });
});

describe('unknown and oversized', () => {
  it('come between two frames of a whole reply', async () => {
    const frame = { type: 'weather', sunny: true };
    const texts = await textsOfReply([
      { kind: 'unknown', frame },
      { kind: 'unknown', frame: 'as it is', after: 'last' },
      { kind: 'unknown', after: 0 },
      { kind: 'oversized', megabytes: 2, after: 2 },
    ]);
    expect(texts).toHaveLength(whole + 4);
    expect(texts[0]).toContain('"type":"unknown"');
    expect(texts[2]).toBe(JSON.stringify(frame));
    expect(texts[4]?.length).toBeGreaterThan(2e6);
    expect(texts.at(-2)).toBe('as it is');
  });
});

describe('duplicate', () => {
  it('sends every frame of a reply twice', async () => {
    const texts = await textsOfReply([{ kind: 'duplicate' }]);
    await expect.poll(() => line.texts).toHaveLength(2 * whole);
    expect(texts[0]).toBe(texts[1]);
    expect(server.received()).toMatchObject([{ repliedFrames: whole }]);
    expect((await textsOfReply()).length).toBeLessThan(2 * whole);
  });

  it('or one of them', async () => {
    const texts = await textsOfReply([{ kind: 'duplicate', after: 1 }]);
    expect(texts).toHaveLength(whole + 1);
    expect(texts[1]).toBe(texts[2]);
  });
});

describe('late', () => {
  it('sends the whole reply again after its end', async () => {
    await textsOfReply([{ kind: 'late', ms: 50 }]);
    await expect.poll(() => line.texts).toHaveLength(2 * whole);
    expect(line.texts.slice(whole)).toEqual(line.texts.slice(0, whole));
  });
});

describe('slice', () => {
  it('leaves every character whole', async () => {
    server.faults.arm({ kind: 'slice' });
    expect(await line.ask(question)).toMatchObject({ reply: answer });
    server.faults.disarm();
    expect(await line.ask(question)).toMatchObject({ reply: answer });
  });
});
