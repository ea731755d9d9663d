/**
 * How the people of one workspace sign in, and what its services are given to know them by.
 *
 * The common way, Dx0's, is in the first load; each other comes when a site has it. Its one law: what
 * one workspace keeps of a sign-in is of no use to another.
 */
import type { Dx0SignIn, Dx0SignInOptions } from '../adapters/dx0/dx0-sign-in.ts';
import { createDx0SignIn } from '../adapters/dx0/dx0-sign-in.ts';
import type { SignIn } from '../core/backend.ts';
import { newId } from '../lib/new-id.ts';
import type { Credentials } from '../net/http.ts';
import type { Links } from '../net/link.ts';
import { systemClock } from '../net/system-clock.ts';
import { browserLocks, createSessionTabs, digestOf } from '../net/tab-channel.ts';
import type { SessionTabs } from '../net/token-keeper.ts';
import type { LinksOf } from './assistants.ts';
import { signInKind } from './config-sense.ts';
import type { Config } from './config.ts';
import { siteOf } from './site-of.ts';
import type { TenantScope } from './tenant-scope.ts';

export interface Access {
  readonly signIn: SignIn;
  /** For services that want a token; `null` where nobody has one. */
  readonly credentials: Credentials | null;
  /** Dx0 goes on with the role that signed in; `null` where the workspace has none. */
  readonly dx0: { readonly options: Dx0SignInOptions; readonly signIn: Dx0SignIn } | null;
}

/** @param parameters added to what Dx0 is asked */
export async function openAccess(
  config: Config,
  scope: TenantScope,
  linksOf: LinksOf,
  parameters: Readonly<Record<string, string>>,
): Promise<Access> {
  switch (signInKind(config)) {
    case 'dx0':
      return dx0Access(config, scope, linksOf('Dx0'), parameters);
    case 'token-endpoint':
      return endpointAccess(config, scope, linksOf('Token endpoint'));
    case 'api-key':
      return keyAccess(config, scope);
    case 'name': {
      const { createNameSignIn } = await import('../adapters/name-only/name-sign-in.ts');
      const vault = scope.vault('identity');
      return { signIn: createNameSignIn({ vault, newId }), credentials: null, dx0: null };
    }
  }
}

const absolute = (address: string) => new URL(address, location.href).href;

function dx0Access(
  { dx0 }: Config,
  scope: TenantScope,
  links: Links,
  parameters: Readonly<Record<string, string>>,
): Access {
  const options = {
    links,
    baseUrl: absolute(dx0?.baseUrl ?? ''),
    parameters: { ...dx0?.parameters, ...parameters },
    vault: scope.vault('refresh'),
    clock: systemClock,
    tabs: openSessionTabs(scope),
  };
  const door = createDx0SignIn(options);
  const { signIn, credentials } = door;
  return { signIn, credentials, dx0: { options, signIn: door } };
}

async function endpointAccess(
  { signIn: told }: Config,
  scope: TenantScope,
  links: Links,
): Promise<Access> {
  const { createTokenEndpointSignIn } =
    await import('../adapters/token-endpoint/token-endpoint-sign-in.ts');
  const { endpoint = '', signOutEndpoint, fields = {} } = told ?? {};
  const door = createTokenEndpointSignIn({
    links,
    endpoint: absolute(endpoint),
    signOutEndpoint: signOutEndpoint === undefined ? null : absolute(signOutEndpoint),
    fields,
    vault: scope.vault('refresh'),
    identityVault: scope.vault('identity'),
    clock: systemClock,
    newId,
    tabs: openSessionTabs(scope),
  });
  return { ...door, dx0: null };
}

async function keyAccess(config: Config, scope: TenantScope): Promise<Access> {
  const { createApiKeySignIn } = await import('../adapters/api-key/api-key-sign-in.ts');
  const door = createApiKeySignIn({
    vault: scope.vault('refresh'),
    newId,
    check: (key, user) => checkKey(config, key, user),
  });
  return { ...door, dx0: null };
}

/** Each service that asks for the key is asked; where there is none, the first call tells. */
async function checkKey({ sessions, xians }: Config, key: string, user: string): Promise<void> {
  if (sessions) {
    const { checkSessionsToken } = await import('../adapters/sessions/check-token.ts');
    await checkSessionsToken(absolute(sessions.baseUrl), key);
  }
  if (xians) {
    const { checkXiansKey } = await import('../adapters/xians/check-key.ts');
    const { tenantId, workflow } = xians;
    const baseUrl = siteOf(xians.baseUrl);
    await checkXiansKey({ baseUrl, tenantId, workflow, participant: user }, key);
  }
}

function openSessionTabs(scope: TenantScope): SessionTabs {
  return createSessionTabs({
    channel: scope.channel('tokens'),
    locks: browserLocks(),
    vault: scope.vault('session'),
    clock: systemClock,
    newName: newId,
    markOf: digestOf,
  });
}
