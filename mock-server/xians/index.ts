/**
 * The Xians back end of the mock server: messages by REST, hub and event stream.
 *
 * Its one law: threads and what workflows are about to say outlive a restart; connections, their
 * subscriptions and the names that `negotiate` gave do not.
 */
import type { MockBackend } from '../backend.ts';
import type { MockContext } from '../options.ts';
import type { SignIns } from '../sessions/users.ts';
import { registerControl } from './control.ts';
import { guard } from './guard.ts';
import { createHubRoute } from './hub.ts';
import { registerRest } from './rest.ts';
import { registerEvents } from './sse.ts';
import { createXians } from './xians.ts';

export function createXiansBackend(context: MockContext, signIns: SignIns): MockBackend {
  const xians = createXians(context, signIns);
  return {
    name: 'xians',
    prefix: '',
    sockets: [createHubRoute(xians)],
    register(app) {
      const callerOf = guard(app, xians);
      registerRest(app, xians, callerOf);
      registerEvents(app, xians, callerOf);
      app.addHook('onClose', (_app, done) => {
        xians.timers.stop();
        done();
      });
    },
    control: (app) => registerControl(app, xians),
    forget(loss) {
      if (loss !== 'memory') return xians.callers.expireAll();
      xians.tickets.clear();
      xians.limit.clear();
    },
  };
}
