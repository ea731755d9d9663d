/**
 * What all routes and connections of the mock Xians server share.
 *
 * Its one law: what is kept outlives a restart, what listens does not.
 */
import type { MockContext } from '../options.ts';
import type { SignIns } from '../sessions/users.ts';
import { createCallers, type Caller, type Callers } from './callers.ts';
import { createFeed, type Feed } from './feed.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { createThreads, type Address, type KeptMessage, type Threads } from './threads.ts';
import { createTimers, type Timers } from './timers.ts';

export interface Xians {
  readonly context: MockContext;
  readonly callers: Callers;
  readonly limit: RateLimit;
  readonly threads: Threads;
  readonly feed: Feed;
  readonly timers: Timers;
  /** Names given by `negotiate` that no connection has used yet. */
  readonly tickets: Set<string>;
  /** What everybody of a tenant was told, by tenant and request. */
  readonly told: Map<string, KeptMessage>;
  /** Who waits for the answer to a request, by its id. */
  readonly waiting: Map<string, (answer: KeptMessage) => void>;
}

export function createXians(context: MockContext, signIns: SignIns): Xians {
  return {
    context,
    callers: createCallers(signIns),
    limit: createRateLimit(context.now),
    threads: createThreads(context),
    feed: createFeed(context),
    timers: createTimers(),
    tickets: new Set(),
    told: new Map(),
    waiting: new Map(),
  };
}

/** A workflow may be named with its tenant before it. */
export function addressOf(
  { tenantId }: Pick<Caller, 'tenantId'>,
  workflow: string,
  participantId: string,
): Address {
  const prefix = `${tenantId}:`;
  const name = workflow.startsWith(prefix) ? workflow.slice(prefix.length) : workflow;
  return { tenantId, workflow: name, participantId };
}
