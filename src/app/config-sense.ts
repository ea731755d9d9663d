/**
 * What the keys of a workspace mean together: who answers, who asks for a token, how people sign in.
 *
 * Its one law: what cannot work is a mistake of the file, told at the start and not at the bedside.
 */
import type { Config } from './config.ts';

export interface ConfigFault {
  /** Its path in the file. */
  readonly key: string;
  readonly expected: string;
}

export type SignInKind = NonNullable<Config['signIn']>['kind'];

/** As the file says, else what the workspace has. */
export function signInKind({ signIn, dx0, ...services }: Config): SignInKind {
  return signIn?.kind ?? (dx0 ? 'dx0' : wantsToken(services) ? 'api-key' : 'name');
}

type Services = Omit<Config, 'signIn' | 'dx0'>;

/** Somebody beside Dx0 asks who is there. */
function wantsToken({ sessions, xians }: Services): boolean {
  return sessions !== undefined || xians !== undefined;
}

/** A rule that holds, or the fault that it is broken. `key` is the path inside the workspace. */
interface Rule extends ConfigFault {
  readonly holds: boolean;
}

/** @returns the rules that are broken */
export function findContradictions(config: Config): ConfigFault[] {
  return rulesOf(config)
    .filter(({ holds }) => !holds)
    .map(({ key, expected }) => ({ key, expected }));
}

function rulesOf(config: Config): Rule[] {
  const { dx0, aiDoctor, sessions, xians, signIn } = config;
  const kind = signInKind(config);
  return [
    {
      holds:
        !!dx0 ||
        !!aiDoctor ||
        [sessions, xians].some((desk) => desk?.roles.some((role) => role === 'conversation')),
      key: 'dx0',
      expected:
        'nobody answers here; expected "dx0", "aiDoctor", "sessions" or "xians" for conversations',
    },
    {
      holds: !dx0 || kind === 'dx0',
      key: 'signIn.kind',
      expected: 'Dx0 takes only its own sign-in; expected "dx0"',
    },
    {
      holds: !!dx0 || kind !== 'dx0',
      key: 'signIn.kind',
      expected: 'there is no "dx0" to sign in to; expected another kind',
    },
    {
      holds: kind !== 'token-endpoint' || signIn?.endpoint !== undefined,
      key: 'signIn.endpoint',
      expected: 'expected the address of the token endpoint',
    },
    {
      holds: kind !== 'name' || !wantsToken(config),
      key: 'signIn.kind',
      expected: '"sessions" and "xians" ask for a token; expected "token-endpoint" or "api-key"',
    },
    {
      holds: kind === 'dx0' || !xians?.broadcast.groups.length,
      key: 'xians.broadcast.groups',
      expected: 'only a sign-in to Dx0 tells groups; expected "users"',
    },
  ];
}

/** Tenants that nobody could tell apart, and what is kept of them neither. */
export function findDoubles(tenants: readonly Pick<Config, 'id' | 'tenant'>[]): ConfigFault[] {
  return tenants.flatMap((each, index) =>
    (['id', 'tenant'] as const)
      .filter((key) => tenants.slice(0, index).some((before) => before[key] === each[key]))
      .map((key) => ({
        key: `tenants.${index}.${key}`,
        expected: 'another tenant has the same; expected one of its own',
      })),
  );
}
