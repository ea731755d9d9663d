/**
 * What may happen in one run: what the person does, and what goes wrong meanwhile, in any order.
 *
 * Questions and tests are named by their place in the schedule, so that each can be told from all
 * others on the wire and on the screen.
 */
import fc from 'fast-check';
import type { FaultRequest } from '../mock-server/faults/spec.ts';
import type { Priority } from '../src/core/conversation.ts';

export type Step =
  | { does: 'ask'; topic: string }
  | { does: 'order' }
  | { does: 'stop' | 'withdraw' | 'resume-queue' | 'reload' }
  | { does: 'start-conversation'; assistant: string }
  /** Of the message that waits last. */
  | { does: 'prioritise'; priority: Priority }
  | { does: 'switch-tenant' | 'toggle-tab' }
  /** The clock on the wall of the person's machine is set. */
  | { does: 'jump'; ms: number }
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
    arbitrary: fc.record({ does: fc.constantFrom('stop', 'withdraw', 'resume-queue', 'reload') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('start-conversation' as const),
      assistant: fc.constantFrom('dx0', 'ai-doctor', 'sessions', 'xians'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('prioritise' as const),
      priority: fc.constantFrom('high', 'normal', 'low'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('switch-tenant', 'toggle-tab') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('jump' as const),
      ms: fc.constantFrom(-3_600_000, -600_000, 95_000, 600_000, 3_600_000),
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
  // An extra frame that lacks nothing that is looked at is a good one, and one that says “the end” is
  // the end for whoever cannot know better: so not every shape is here.
  fc.record({
    kind: fc.constant('malformed' as const),
    shape: fc.constantFrom('not-json', 'wrong-types'),
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
  fc.record({
    kind: fc.constantFrom('status' as const),
    status: fc.constantFrom(429, 500, 502, 503),
    processed: fc.boolean(),
    match: fc.record({
      path: fc.constant('/openai/**'),
      method: fc.constantFrom('GET' as const, 'POST' as const),
    }),
  }),
  fc.record({
    kind: fc.constantFrom('lost-answer' as const, 'html' as const),
    match: fc.record({
      path: fc.constant('/openai/**'),
      method: fc.constantFrom('GET' as const, 'POST' as const),
    }),
  }),
  fc.constant({ kind: 'expire-tokens' as const }),
  fc.record({ kind: fc.constant('restart' as const), ms: fc.integer({ min: 0, max: 40 }) }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: person },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('fault' as const), fault: nemesis }) },
);

export const schedules: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 3, maxLength: 24 });
