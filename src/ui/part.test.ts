import { expect, test } from 'vitest';
import { createPart } from './part.ts';

/** Answers what is next on the list; an error is thrown. */
function answering(...answers: (string | Error)[]) {
  let calls = 0;
  const load = () => {
    calls += 1;
    const answer = answers.shift() ?? new Error('Asked once too often');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { load, calls: () => calls };
}

test('it is fetched when somebody asks, and not before', async () => {
  const server = answering('the form');
  const part = createPart(server.load);
  expect(part.read()).toEqual({ phase: 'absent' });
  expect(server.calls()).toBe(0);
  await part.fetch();
  expect(part.read()).toEqual({ phase: 'here', part: 'the form' });
});

test('whoever asks twice gets one fetch, under way or done', async () => {
  const server = answering('the form');
  const part = createPart(server.load);
  await Promise.all([part.fetch(), part.fetch()]);
  await part.fetch();
  expect(server.calls()).toBe(1);
});

test('what could not be had is asked for again, and known to be a second try', async () => {
  const server = answering(new Error('No network'), 'the form');
  const part = createPart(server.load);
  part.subscribe(() => undefined);
  await part.fetch();
  expect(part.read()).toEqual({ phase: 'failed' });
  const second = part.fetch();
  expect(part.read()).toEqual({ phase: 'fetching', again: true });
  await second;
  expect(part.read()).toEqual({ phase: 'here', part: 'the form' });
});

test('a failure that nobody sees is none: who asks next finds a first try', async () => {
  const part = createPart(answering(new Error('No network'), 'the form').load);
  await part.fetch();
  expect(part.read()).toEqual({ phase: 'absent' });
  const next = part.fetch();
  expect(part.read()).toEqual({ phase: 'fetching', again: false });
  await next;
  expect(part.read()).toEqual({ phase: 'here', part: 'the form' });
});

test('those who listen are told of every step until they stop', async () => {
  const part = createPart(answering(new Error('No network'), 'the form').load);
  const phases: string[] = [];
  const stop = part.subscribe(() => phases.push(part.read().phase));
  await part.fetch();
  stop();
  await part.fetch();
  expect(phases).toEqual(['fetching', 'failed']);
});
