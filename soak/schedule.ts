/**
 * What may happen in one run: what the person does, and what goes wrong meanwhile, in any order.
 *
 * Questions and tests are named by their place in the schedule, so that each can be told from all
 * others on the wire and on the screen.
 */
import fc from 'fast-check';
import type { FaultRequest } from '../mock-server/faults/spec.ts';

export type Step =
  | { does: 'ask'; topic: string }
  | { does: 'order' }
  | { does: 'stop' | 'withdraw' | 'resume-queue' | 'start-conversation' | 'reload' }
  | { does: 'wait'; ms: number }
  | { does: 'fault'; fault: FaultRequest };

const topics = ['smoking', 'allergies', 'family history', 'the heart', 'medication', 'pain'];

const person = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('ask' as const), topic: fc.constantFrom(...topics) }),
  },
  { weight: 4, arbitrary: fc.constant({ does: 'order' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      ms: fc.integer({ min: 0, max: 60 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('stop', 'withdraw', 'resume-queue', 'start-conversation', 'reload'),
    }),
  },
);

const frame = fc.integer({ min: 0, max: 4 });
const moment = fc.oneof(frame, fc.constantFrom('last' as const, 'now' as const));

/** The nemesis. Milliseconds are real ones; times are few, so that a run can heal. */
const nemesis: fc.Arbitrary<FaultRequest> = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), after: moment }),
  fc.record({
    kind: fc.constant('close' as const),
    code: fc.constantFrom(1000, 1001, 1008, 1011, 1012, 1013, 3000, 4000, 4401, 4999),
    after: moment,
  }),
  fc.record({ kind: fc.constant('silence' as const), after: frame }),
  fc.record({ kind: fc.constant('stall' as const), ms: fc.constantFrom(50, 400), after: frame }),
  fc.record({
    kind: fc.constant('refuse-handshake' as const),
    status: fc.constantFrom(401, 403, 502, 503, 'destroy' as const),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('malformed' as const),
    shape: fc.constantFrom('not-json', 'wrong-types', 'missing-fields', 'proto'),
    after: frame,
  }),
  // An extra frame that lacks nothing that is looked at is a good one, so not every shape is here.
  fc.record({
    kind: fc.constant('malformed' as const),
    shape: fc.constantFrom('not-json', 'wrong-types', 'proto'),
    extra: fc.constant(true),
    after: frame,
  }),
  fc.record({ kind: fc.constant('unknown' as const), after: frame }),
  fc.record({ kind: fc.constant('duplicate' as const), after: fc.constant('last' as const) }),
  fc.record({
    kind: fc.constant('delay' as const),
    ms: fc.integer({ min: 0, max: 5 }),
    jitter: fc.constant(5),
    times: fc.constant(10),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(500, 502, 503),
    match: fc.constant({ path: '/api/v1/refresh' }),
  }),
  fc.constant({ kind: 'expire-tokens' as const }),
  fc.record({ kind: fc.constant('restart' as const), ms: fc.integer({ min: 0, max: 40 }) }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: person },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('fault' as const), fault: nemesis }) },
);

export const schedules: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 3, maxLength: 24 });
