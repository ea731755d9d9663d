import { beforeEach, describe, expect, it } from 'vitest';
import type { AskedAnalysis, AnalysisStanding } from '../core/asked-analysis.ts';
import { Forbidden, RateLimited, Rejected, SignInRequired, TimedOut } from '../core/errors.ts';
import { ServerFault, Unreachable } from '../core/errors.ts';
import { FakeAnalysis } from '../testing/fake-analysis.ts';
import type { ManualClock } from '../testing/manual-clock.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { askedAnalysis, conversationSubject, runningJob } from '../testing/sample-analyses.ts';
import type { AnalysisJobs, AnalysisJobsOptions } from './analysis-jobs.ts';
import { createAnalysisJobs } from './analysis-jobs.ts';

let clock: ManualClock;
let backend: FakeAnalysis;
let jobs: AnalysisJobs;
let phasesAtCommit: string[];

function open(options: Partial<AnalysisJobsOptions> = {}): AnalysisJobs {
  let ids = 0;
  jobs = createAnalysisJobs({
    backend,
    service: 'Sessions at clinic.example',
    clock,
    newId: () => `analysis-${++ids}`,
    kept: [],
    commit: () => {
      phasesAtCommit.push(phases().join(' '));
      return Promise.resolve();
    },
    ...options,
  });
  return jobs;
}

beforeEach(() => {
  clock = createManualClock();
  backend = new FakeAnalysis();
  phasesAtCommit = [];
  open();
});

const all = (): readonly AskedAnalysis[] => jobs.store.getState().analyses;
const phases = () => all().map(({ standing }) => standing.phase);
const first = (): AnalysisStanding | undefined => all()[0]?.standing;
const askSummary = (subject = conversationSubject) => jobs.ask({ kind: 'summary' }, subject);
const result = { kind: 'summary', text: 'Fine' } as const;

async function askAndTake(id = 'job-1'): Promise<void> {
  askSummary();
  await settled();
  backend.lastStart.take(id);
  await settled();
}

it('[OB1] what a closed tab was following is followed here, and stands by its age', () => {
  const standing = { phase: 'running', job: runningJob } as const;
  open({ kept: [askedAnalysis({ id: 'own', askedAt: 5 })] });
  jobs.takeIn([askedAnalysis({ id: 'older', askedAt: 1, standing })]);
  expect(all().map(({ id }) => id)).toEqual(['own', 'older']);
  expect([...backend.followed.keys()]).toEqual([runningJob.id]);
});

describe('[AN1] an analysis that is asked for', () => {
  it('is started where the server keeps its conversation, once it is kept here', async () => {
    askSummary({ ...conversationSubject, keptId: 'place-1' });
    expect(backend.starts).toHaveLength(0);
    await settled();
    expect(phasesAtCommit).toEqual(['starting']);
    expect(backend.lastStart).toMatchObject({
      request: { kind: 'summary' },
      subject: { text: conversationSubject.text, conversationId: 'place-1' },
    });
  });

  it('of pasted text has no place of its own', async () => {
    askSummary({ ...conversationSubject, kind: 'pasted', conversationId: null, text: 'Well' });
    await settled();
    expect(backend.lastStart.subject).toEqual({ text: 'Well', conversationId: null });
  });

  it('is followed to its result', async () => {
    await askAndTake();
    expect(phases()).toEqual(['running']);
    backend.tell('job-1', { phase: 'running' });
    expect(phases()).toEqual(['running']);
    clock.advance(3000);
    backend.tell('job-1', { phase: 'done', result });
    expect(first()).toMatchObject({ phase: 'done', result, at: clock.now() });
    expect(jobs.store.getState().news).toBe('analysis-1');
  });

  it('[AN3] is kept as soon as it runs', async () => {
    await askAndTake();
    expect(phasesAtCommit).toEqual(['starting', 'running']);
  });

  it('is shown when it is asked for, and not any more once it is removed', () => {
    askSummary();
    expect(jobs.store.getState().shown).toEqual({ view: 'one', id: 'analysis-1' });
    jobs.remove('analysis-1');
    expect(jobs.store.getState().shown).toBeNull();
  });
});

describe('[AN3] a start that went wrong', () => {
  it.each([new Rejected(400, 'no'), new SignInRequired(''), new Forbidden('no')])(
    'has failed where the server refused it: $name',
    async (error) => {
      askSummary();
      await settled();
      backend.lastStart.refuse(error);
      await settled();
      expect(phases()).toEqual(['failed']);
    },
  );

  it.each([new Unreachable(''), new TimedOut(1), new ServerFault(500)])(
    'is uncertain where no answer tells: $name',
    async (error) => {
      askSummary();
      await settled();
      backend.lastStart.refuse(error);
      await settled();
      expect(phases()).toEqual(['uncertain']);
      clock.advance(3_600_000);
      await settled();
      expect(backend.starts).toHaveLength(1);
    },
  );

  it('is made again when a person says so, as the latest', async () => {
    askSummary();
    await settled();
    backend.lastStart.refuse(new Unreachable(''));
    await settled();
    askSummary();
    await settled();
    jobs.startAgain('analysis-1');
    await settled();
    expect(backend.starts).toHaveLength(3);
    expect(all().map(({ id }) => id)).toEqual(['analysis-1', 'analysis-2']);
  });

  it('is not doubled by a person who presses twice', async () => {
    askSummary();
    await settled();
    jobs.startAgain('analysis-1');
    jobs.startAgain('analysis-1');
    await settled();
    expect(backend.starts).toHaveLength(1);
  });
});

describe('[AN3] the rate limit', () => {
  it('is a wait, told with its end, after which it starts by itself', async () => {
    backend.opens = clock.now() + 5000;
    askSummary();
    await settled();
    expect(phases()).toEqual(['waiting']);
    expect(jobs.store.getState().opensAt).toBe(backend.opens);
    clock.advance(4999);
    await settled();
    expect(backend.starts).toHaveLength(0);
    backend.opens = null;
    clock.advance(1);
    await settled();
    expect(phases()).toEqual(['starting']);
    expect(jobs.store.getState().opensAt).toBeNull();
  });

  it('lets the one that waits longest go first', async () => {
    backend.opens = clock.now() + 5000;
    askSummary();
    jobs.ask({ kind: 'sentiment' }, conversationSubject);
    backend.opens = null;
    clock.advance(5000);
    await settled();
    expect(backend.starts.map(({ request }) => request.kind)).toEqual(['summary', 'sentiment']);
  });

  it('is kept to when a question took the turn meanwhile', async () => {
    askSummary();
    backend.opens = clock.now() + 5000;
    await settled();
    expect(phases()).toEqual(['waiting']);
    backend.opens = null;
    clock.advance(5000);
    await settled();
    expect(backend.starts).toHaveLength(1);
  });

  it('that the server itself speaks of is a wait as well', async () => {
    askSummary();
    await settled();
    backend.lastStart.refuse(new RateLimited('', 7000));
    await settled();
    expect(phases()).toEqual(['waiting']);
    expect(jobs.store.getState().opensAt).toBe(clock.now() + 7000);
    clock.advance(7000);
    await settled();
    expect(backend.starts).toHaveLength(2);
  });

  it('can be cancelled, and the next one moves up', async () => {
    backend.opens = clock.now() + 5000;
    askSummary();
    jobs.ask({ kind: 'sentiment' }, conversationSubject);
    jobs.remove('analysis-1');
    backend.opens = null;
    clock.advance(60_000);
    await settled();
    expect(backend.starts.map(({ request }) => request.kind)).toEqual(['sentiment']);
  });

  it('leaves nothing behind when the last that waited is cancelled', () => {
    backend.opens = clock.now() + 5000;
    askSummary();
    jobs.remove('analysis-1');
    expect(jobs.store.getState().opensAt).toBeNull();
    expect(clock.timers).toBe(0);
  });
});

describe('[AN3] an overdue one', () => {
  it('is looked for again when a person keeps waiting', async () => {
    await askAndTake();
    backend.tell('job-1', { phase: 'overdue' });
    expect(phases()).toEqual(['overdue']);
    expect(backend.followed.size).toBe(0);
    jobs.keepWaiting('analysis-1');
    backend.tell('job-1', { phase: 'done', result });
    expect(phases()).toEqual(['done']);
  });

  it('alone can be kept waiting for', async () => {
    await askAndTake();
    jobs.keepWaiting('analysis-1');
    backend.tell('job-1', { phase: 'failed', detail: 'no' });
    jobs.keepWaiting('analysis-1');
    expect(first()).toMatchObject({ phase: 'failed', detail: 'no' });
    expect(backend.followed.size).toBe(0);
  });
});

describe('[AN3] removing', () => {
  it('is kept at once, so that no reload brings it back', async () => {
    await askAndTake();
    phasesAtCommit = [];
    jobs.remove('analysis-1');
    expect(phasesAtCommit).toEqual(['']);
  });

  it('stops the following', async () => {
    await askAndTake();
    jobs.remove('analysis-1');
    expect(backend.followed.size).toBe(0);
    expect(all()).toEqual([]);
  });

  it('ends a start that is on its way, of which nothing is heard any more', async () => {
    askSummary();
    await settled();
    const start = backend.lastStart;
    jobs.remove('analysis-1');
    expect(start.signal?.aborted).toBe(true);
    start.take('job-1');
    await settled();
    expect(all()).toEqual([]);
    expect(backend.followed.size).toBe(0);
  });

  it('before the device has kept it starts nothing', async () => {
    askSummary();
    jobs.remove('analysis-1');
    await settled();
    expect(backend.starts).toHaveLength(0);
    askSummary();
    await settled();
    expect(backend.starts).toHaveLength(1);
  });
});

describe('[AN3] after a reload', () => {
  it('what runs is followed, and what waits is started', async () => {
    const running = { phase: 'running', job: runningJob } as const;
    open({ kept: [askedAnalysis({ id: 'w' }), askedAnalysis({ id: 'r', standing: running })] });
    await settled();
    expect([...backend.followed.keys()]).toEqual(['job-1']);
    expect(backend.starts).toHaveLength(1);
  });

  it('what is uncertain, overdue or over is left alone', async () => {
    const standings: AnalysisStanding[] = [
      { phase: 'overdue', job: runningJob },
      { phase: 'uncertain', detail: '', at: 1 },
      { phase: 'failed', detail: '', at: 1 },
      { phase: 'done', job: runningJob, result, at: 1 },
    ];
    open({ kept: standings.map((standing) => askedAnalysis({ standing })) });
    await settled();
    expect(backend.followed.size + backend.starts.length + clock.timers).toBe(0);
  });
});

it('[AU5] nothing is done or changed after closing', async () => {
  await askAndTake();
  backend.opens = clock.now() + 5000;
  askSummary();
  backend.opens = null;
  jobs.close();
  clock.advance(60_000);
  await settled();
  expect(backend.starts).toHaveLength(1);
  expect(backend.followed.size).toBe(0);
  expect(phases()).toEqual(['waiting', 'running']);
});
