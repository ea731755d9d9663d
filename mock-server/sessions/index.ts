/**
 * The Sessions back end of the mock server: conversations, their messages and analyses over REST
 * under `/openai`.
 *
 * Its one law: what is kept outlives a restart; only what was under way does not, in `real` mode.
 */
import type { MockBackend } from '../backend.ts';
import type { MockContext } from '../options.ts';
import { dressAsExpress } from './express.ts';
import { registerJobs } from './jobs.ts';
import { registerRest } from './rest.ts';
import { seedConversations } from './seed.ts';
import { createSessions } from './sessions.ts';
import type { SignIns } from './users.ts';

export function createSessionsBackend(context: MockContext, signIns: SignIns): MockBackend {
  const sessions = createSessions(context, signIns);
  return {
    name: 'sessions',
    prefix: '/openai',
    sockets: [],
    register(app) {
      dressAsExpress(app, context);
      sessions.guard(app);
      registerRest(app, sessions);
      registerJobs(app, sessions);
    },
    forget(loss) {
      if (loss !== 'memory') sessions.users.expireAll();
      else if (context.mode() === 'real') sessions.store.abandonJobs();
    },
    seed: (wish) => seedConversations(sessions, wish),
  };
}
