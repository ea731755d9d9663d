import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../server.ts';
import { openLine, signIn, startMock } from '../testing.ts';
import { parseBudget } from './budget.ts';
import { readPriceList } from './price-list.ts';

let server: MockServer;

beforeEach(async () => {
  server = await startMock();
});
afterEach(() => server.close());

const question = { action: 'question', content: 'cough' };
const bloodCount = { action: 'test', content: 'complete blood count' };
const metabolic = { action: 'test', content: 'basic metabolic panel' };
const prices = readPriceList();
const bloodCountPrice = prices.priceOf('complete blood count') / 100;
const metabolicPrice = prices.priceOf('basic metabolic panel') / 100;

async function line(budget?: string, username = 'nurse') {
  const { access } = await signIn(server, username);
  return openLine(server, budget === undefined ? { token: access } : { token: access, budget });
}

describe('the budget parameter', () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['abc', undefined],
    ['0', 0],
    ['100', 100],
    ['100.0', 100],
    ['99.99', 99.99],
    [' 7 ', 7],
    ['1e3', 1000],
    ['1_000', 1000],
  ])('%j leaves %j', async (budget, remaining) => {
    const frame = await (await line(budget)).ask(question);
    expect(frame.remaining_budget).toBe(remaining);
    expect('remaining_budget' in frame).toBe(remaining !== undefined);
  });

  it.each([
    ['inf', Number.POSITIVE_INFINITY],
    ['+Infinity', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['NaN', Number.NaN],
    ['infinite', undefined],
    ['1__0', undefined],
  ])('%s is read as Python reads it', (text, value) => {
    expect(parseBudget(text)).toBe(value);
  });

  it('`inf` makes a last frame that is not JSON', async () => {
    const { send, texts, next } = await line('inf');
    send(question);
    await expect(
      (async () => {
        for (;;) await next();
      })(),
    ).rejects.toThrow(SyntaxError);
    expect(texts.at(-1)).toContain('"remaining_budget":Infinity,"ordered_tests":[]}');
  });

  it.each(['-5', 'nan', '-inf'])('%s drops the socket in mid-reply', async (budget) => {
    const { send, closed, texts } = await line(budget);
    send(question);
    expect(await closed).toBe(1006);
    expect(texts.every((text) => text.endsWith('"done":false}'))).toBe(true);
  });

  it('does not count where a limit is stored', async () => {
    for (const budget of ['500', '5', undefined]) {
      const frame = await (await line(budget, 'resident')).ask(question);
      expect(frame.remaining_budget).toBe(50);
    }
  });
});

describe('money', () => {
  it('is charged for tests only, doubles again, spelling kept', async () => {
    const { ask } = await line('100');
    const cost = bloodCountPrice;
    expect(await ask(question)).toMatchObject({ cost: 0, total_spent: 0, ordered_tests: [] });
    expect(await ask(bloodCount)).toMatchObject({ cost, total_spent: cost });
    expect(await ask({ action: 'test', content: 'Complete Blood Count' })).toMatchObject({
      cost,
      total_spent: 2 * cost,
      remaining_budget: 100 - 2 * cost,
      ordered_tests: ['complete blood count', 'Complete Blood Count'],
    });
  });

  it('prices an unknown test at the mean of the table, in whole cents', async () => {
    const all = prices.tests.map((test) => prices.priceOf(test));
    const mean = Math.round(all.reduce((sum, price) => sum + price, 0) / all.length) / 100;
    const frame = await (await line()).ask({ action: 'test', content: 'troponin levels of x' });
    expect(frame.cost).toBe(mean);
  });

  it('may be spent to exactly nothing', async () => {
    const { ask } = await line(`${bloodCountPrice}`);
    expect(await ask(bloodCount)).toMatchObject({ remaining_budget: 0 });
    expect(await ask(question)).toMatchObject({ remaining_budget: 0, done: true });
  });

  it('overspent drops the socket in mid-reply, is booked, and keeps dropping it', async () => {
    const { access } = await signIn(server);
    const token = access;
    const first = await openLine(server, { token, budget: `${bloodCountPrice}` });
    await first.ask(bloodCount);
    const heard = first.texts.length;
    first.send(metabolic);
    expect(await first.closed).toBe(1006);
    const pieces = first.texts.slice(heard);
    expect(pieces.length).toBeGreaterThan(0);
    expect(pieces.every((text) => text.endsWith('"done":false}'))).toBe(true);

    const second = await openLine(server, { token, budget: `${bloodCountPrice}` });
    second.send(question);
    expect(await second.closed).toBe(1006);

    const larger = await openLine(server, { token, budget: '100' });
    expect(await larger.ask(question)).toMatchObject({
      total_spent: bloodCountPrice + metabolicPrice,
      remaining_budget: 100 - bloodCountPrice - metabolicPrice,
      ordered_tests: [],
    });
    const renewed = await line(`${bloodCountPrice}`);
    expect(await renewed.ask(question)).toMatchObject({ total_spent: 0 });
  });

  it('overspent is a sentence in documented mode, and nothing is booked', async () => {
    server.setMode('documented');
    const { ask } = await line('1');
    const refused = await ask({ action: 'TEST', content: 'complete blood count' });
    expect(refused).toEqual({ error: 'Budget exceeded' });
    expect(await ask({ action: 'QUESTION', content: 'cough' })).toMatchObject({
      total_spent: 0,
      remaining_budget: 1,
      ordered_tests: [],
    });
  });

  it('goes on over a reconnect, while the ordered tests start anew', async () => {
    const { access: token } = await signIn(server);
    const first = await openLine(server, { token });
    await first.ask(bloodCount);
    first.socket.close();
    const second = await openLine(server, { token });
    expect(await second.ask(question)).toMatchObject({
      total_spent: bloodCountPrice,
      ordered_tests: [],
    });
  });

  it('is tallied by each socket for itself', async () => {
    const { access: token } = await signIn(server);
    const first = await openLine(server, { token, budget: '100' });
    await first.ask(bloodCount);
    const second = await openLine(server, { token, budget: '100' });
    expect(await second.ask(metabolic)).toMatchObject({
      total_spent: bloodCountPrice + metabolicPrice,
      ordered_tests: ['basic metabolic panel'],
    });
    expect(await first.ask(question)).toMatchObject({
      total_spent: bloodCountPrice,
      remaining_budget: 100 - bloodCountPrice,
      ordered_tests: ['complete blood count'],
    });
  });

  it('is in whole cents: three cheap tests do not add up to dust', async () => {
    const { ask } = await line('1000');
    let last = 0;
    for (const content of prices.tests.slice(0, 25)) {
      last = (await ask({ action: 'test', content })).total_spent ?? 0;
    }
    expect(Math.round(last * 100) / 100).toBe(last);
  });
});
