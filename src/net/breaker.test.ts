import { describe, expect, it } from 'vitest';
import {
  BadFrame,
  CircuitOpen,
  letThrough,
  RateLimited,
  Rejected,
  ServerFault,
  SignInRequired,
  TimedOut,
  Unreachable,
} from '../core/errors.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createBreaker } from './breaker.ts';

const rest = 30_000;

/** A back end in the hand of the test, behind a breaker. */
class Guarded {
  readonly clock = createManualClock();
  readonly breaker = createBreaker({ failures: 5, rest }, this.clock);
  /** How many requests went out. */
  asked = 0;

  /** What became of a request. */
  async ask(error?: Error): Promise<unknown> {
    return this.breaker
      .run(() => {
        this.asked++;
        return error ? Promise.reject(error) : Promise.resolve('answer');
      })
      .catch((failure: unknown) => failure);
  }

  async fail(times: number, error: Error = new ServerFault(503)): Promise<void> {
    for (let count = 0; count < times; count++) await this.ask(error);
  }

  /** A request that goes out and is answered when the test says. */
  askSlowly(): { finish: (error?: Error) => void; outcome: Promise<unknown> } {
    let finish: (error?: Error) => void = () => undefined;
    const answer = new Promise<string>((resolve, reject) => {
      finish = (error) => (error ? reject(error) : resolve('answer'));
    });
    const outcome = this.breaker
      .run(() => {
        this.asked++;
        return answer;
      })
      .catch((failure: unknown) => failure);
    return { finish, outcome };
  }
}

describe('[OB3][F43] a breaker', () => {
  it('opens at the fifth failure in a row, and nothing goes out while it is open', async () => {
    const guarded = new Guarded();
    await guarded.fail(4);
    expect(guarded.breaker.state()).toEqual({ phase: 'closed', failures: 4 });
    await guarded.fail(1);
    const nextTryAt = guarded.clock.now() + rest;
    expect(guarded.breaker.state()).toEqual({ phase: 'open', nextTryAt });
    guarded.clock.advance(rest - 1);
    expect(await guarded.ask()).toEqual(
      expect.objectContaining({ name: 'CircuitOpen', nextTryAt }),
    );
    expect(guarded.asked).toBe(5);
  });

  it('lets exactly one out when the rest is over, and closes by its success', async () => {
    const guarded = new Guarded();
    await guarded.fail(5);
    guarded.clock.advance(rest);
    expect(guarded.breaker.state()).toEqual({ phase: 'half-open' });
    const probe = guarded.askSlowly();
    const others = await Promise.all([guarded.ask(), guarded.ask(), guarded.ask()]);
    expect(others.every((each) => each instanceof CircuitOpen)).toBe(true);
    expect(guarded.asked).toBe(6);
    probe.finish();
    expect(await probe.outcome).toBe('answer');
    expect(guarded.breaker.state()).toEqual({ phase: 'closed', failures: 0 });
    expect(await guarded.ask()).toBe('answer');
  });

  it('rests again when that one fails', async () => {
    const guarded = new Guarded();
    await guarded.fail(5);
    guarded.clock.advance(rest);
    await guarded.fail(1);
    expect(guarded.breaker.state()).toMatchObject({ phase: 'open' });
    expect(await guarded.ask()).toBeInstanceOf(CircuitOpen);
    guarded.clock.advance(rest);
    expect(await guarded.ask()).toBe('answer');
    expect(guarded.asked).toBe(7);
  });

  it('is tried at once by hand, by its error as well', async () => {
    const guarded = new Guarded();
    await guarded.fail(5);
    guarded.breaker.tryNow();
    await guarded.fail(1);
    expect(guarded.asked).toBe(6);
    const refused = await guarded.ask();
    if (refused instanceof CircuitOpen) refused.tryNow();
    expect(await guarded.ask()).toBe('answer');
    // With nothing to try there is nothing to do.
    guarded.breaker.tryNow();
    expect(guarded.breaker.state()).toEqual({ phase: 'closed', failures: 0 });
  });

  it('is tried at once by who asks again after a failure that opened it, and after an earlier one', async () => {
    for (const seen of ['first', 'last'] as const) {
      const guarded = new Guarded();
      const first = await guarded.ask(new Unreachable('away'));
      await guarded.fail(3);
      const last = await guarded.ask(new Unreachable('away'));
      expect(guarded.breaker.state().phase).toBe('open');
      letThrough({ first, last }[seen]);
      expect(await guarded.ask()).toBe('answer');
    }
  });

  it.each([
    ['no answer', new Unreachable('away'), true],
    ['a time-out', new TimedOut(15_000), true],
    ['a failing server', new ServerFault(500), true],
    ['a web page instead of data', new BadFrame('a page', null, true), true],
    ['data in another form', new BadFrame('odd'), false],
    ['a refusal', new Rejected(404, 'gone'), false],
    ['a sign-in that ended', new SignInRequired('over'), false],
    ['a rate limit', new RateLimited('slowly'), false],
    ['an abort', new DOMException('', 'AbortError'), false],
  ])('counts %s: %o', async (_name, error, counts) => {
    const guarded = new Guarded();
    await guarded.fail(5, error);
    expect(guarded.breaker.state().phase).toBe(counts ? 'open' : 'closed');
  });

  it('counts in a row: an answer begins anew, a refusal is one, an abort is none', async () => {
    const guarded = new Guarded();
    await guarded.fail(4);
    await guarded.ask(new Rejected(404, 'gone'));
    expect(guarded.breaker.state()).toEqual({ phase: 'closed', failures: 0 });
    await guarded.fail(4);
    await guarded.ask(new DOMException('', 'AbortError'));
    await guarded.fail(1);
    expect(guarded.breaker.state()).toMatchObject({ phase: 'open' });
  });

  it('gives the try to the next one where the one that was let out is cancelled', async () => {
    const guarded = new Guarded();
    await guarded.fail(5);
    guarded.clock.advance(rest);
    await guarded.ask(new DOMException('', 'AbortError'));
    expect(guarded.breaker.state()).toEqual({ phase: 'half-open' });
    expect(await guarded.ask()).toBe('answer');
    expect(guarded.breaker.state().phase).toBe('closed');
  });

  it('[F31] a clock that is set back or on does not hold it open', async () => {
    const guarded = new Guarded();
    await guarded.fail(5);
    guarded.clock.jump(-3_600_000);
    expect(await guarded.ask()).toBe('answer');
    await guarded.fail(5);
    guarded.clock.jump(3_600_000);
    expect(await guarded.ask()).toBe('answer');
  });

  it('tells of each change, also when the rest is over by itself', async () => {
    const guarded = new Guarded();
    const phases: string[] = [];
    guarded.breaker.onChange(() => phases.push(guarded.breaker.state().phase));
    await guarded.fail(5);
    guarded.clock.advance(rest);
    await guarded.ask();
    expect(phases).toEqual(['open', 'half-open', 'half-open', 'closed']);
    expect(guarded.clock.timers).toBe(0);
  });
});
