/**
 * Which written case a request is about.
 *
 * A `case` parameter wins, then the session's case, then the account's, then the seed's. Its one
 * law: the same seed and the same request give the same case.
 */
import type { Scenario } from '../scenarios/scenario.ts';
import { findScenario, scenarios } from '../scenarios/index.ts';
import { findAccount } from './accounts.ts';
import type { Session } from './sessions.ts';

export interface Cases {
  /** Undefined when `parameter` names no case there is. */
  choose(parameter: string | undefined, session: Session | undefined): Scenario | undefined;
  forAccount(username: string): Scenario;
}

export function createCases(seed: number): Cases {
  function forSeed(): Scenario {
    const count = scenarios.length;
    const chosen = scenarios[(((Math.trunc(seed) - 1) % count) + count) % count];
    if (chosen === undefined) throw new Error('There are no scenarios to choose from.');
    return chosen;
  }

  function forAccount(username: string): Scenario {
    const caseId = findAccount(username)?.caseId;
    return (caseId === undefined ? undefined : findScenario(caseId)) ?? forSeed();
  }

  return {
    forAccount,
    choose(parameter, session) {
      if (parameter !== undefined) return findScenario(parameter);
      if (session === undefined) return forSeed();
      return findScenario(session.caseId ?? '') ?? forAccount(session.username);
    },
  };
}
