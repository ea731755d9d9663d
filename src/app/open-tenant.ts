/**
 * One tenant of a site: its way in, and the workspace of whoever is in.
 *
 * The workspace, with everything a console needs, is loaded and opened when it is wanted, and torn
 * down when the person leaves. Its one law: it knows no other tenant, and keeps nothing under a name
 * that another one uses.
 */
import type { Identity } from '../core/backend.ts';
import { systemClock } from '../net/system-clock.ts';
import type { LiveTelemetry } from '../net/telemetry.ts';
import { createTelemetry } from '../net/telemetry.ts';
import type { Vault } from '../net/vault.ts';
import { onWake } from '../net/wake.ts';
import type { Session, SessionState } from '../state/session.ts';
import type { Updates } from '../state/updates.ts';
import { createSession } from '../state/session.ts';
import type { Access } from './access.ts';
import { openAccess } from './access.ts';
import type { Config } from './config.ts';
import type { OpenRoom } from './open-room.ts';
import { openRoom } from './open-room.ts';
import type { OpenWorkspace } from './open-workspace.tsx';
import { restoreAgain } from './restore-again.ts';
import type { TenantScope } from './tenant-scope.ts';
import { scopeOf } from './tenant-scope.ts';

/** What a workspace is made of, beside who is signed in. */
export interface Site {
  readonly config: Config;
  readonly scope: TenantScope;
  readonly access: Access;
  readonly telemetry: LiveTelemetry;
  /** Where in each conversation its reader was. */
  readonly places: Vault;
  /** When something was asked of a service that takes so much in a time. */
  readonly pace: Vault;
  readonly updates: Updates;
  /** The ids under which other tenants keep work; what they keep is left alone. */
  readonly others: readonly string[];
  /** The person leaves, having been asked where something would be lost. */
  onLeave(): void;
  /** Of all tenants, asking first. */
  signOut(): void;
}

export interface TenantDoor
  extends Pick<Site, 'config' | 'access' | 'telemetry'>, OpenRoom<OpenWorkspace> {
  readonly session: Session;
  /** The demonstration's case, where one was chosen. */
  readonly demoCase: string | null;
  /** It is kept open although it is not looked at, also over a reload; or not any more. */
  hold(isHeld: boolean): void;
  readonly isHeld: boolean;
}

/** What a tenant is given by the page that it is on. */
export interface TenantPage {
  readonly updates: Updates;
  readonly address: Location;
  readonly others: readonly string[];
  /** Whether its workspace is to be there as soon as somebody is in. */
  isWanted(): boolean;
  open(site: Site, identity: Identity): Promise<OpenWorkspace>;
  onOpened(workspace: OpenWorkspace): void;
  onClosed(): void;
  onLeave(): void;
  signOut(): void;
  /** The person is out, and their workspace is closed. */
  onGoodbye(goodbye: Goodbye): Promise<void>;
}

export type Goodbye = Extract<SessionState, { cause: 'left' }>;

export async function openTenant(config: Config, page: TenantPage): Promise<TenantDoor> {
  const scope = scopeOf(config.id);
  const { updates, others, onLeave, signOut } = page;
  const telemetry = createTelemetry(systemClock);
  const demoCase = config.demo ? new URLSearchParams(page.address.search).get('case') : null;
  const links = (backEnd: string) => telemetry.links(config.tenant, backEnd);
  const parameters = demoCase === null ? {} : { case: demoCase };
  const access = await openAccess(config, scope, links, parameters);
  const session = createSession(access.signIn, scope.channel('presence'));
  const places = scope.vault('places');
  const pace = scope.vault('pace');
  const site = {
    config,
    scope,
    access,
    telemetry,
    places,
    pace,
    updates,
    others,
    onLeave,
    signOut,
  };
  const work = openRoom({
    session,
    make: (identity) => page.open(site, identity),
    onOpened: (workspace) => page.onOpened(workspace),
    onClosed: () => page.onClosed(),
  });
  const held = scope.vault('held');
  session.store.subscribe((state, before) => {
    if (state.status === 'signed-in') {
      if (before.status !== 'signed-in' && page.isWanted()) work.open();
      return;
    }
    const closed = work.close().then(() => telemetry.clear());
    if (!isGoodbye(state) || isGoodbye(before)) return;
    held.clear();
    void closed.then(() => {
      places.clear();
      pace.clear();
      return page.onGoodbye(state);
    });
  });
  restoreAgain(session, { clock: systemClock, random: Math.random, onWake });
  return {
    ...{ config, access, telemetry, session, demoCase, ...work },
    hold: (isHeld) => (isHeld ? held.write('held') : held.clear()),
    get isHeld() {
      return held.read() !== null;
    },
  };
}

function isGoodbye(state: SessionState): state is Goodbye {
  return state.status === 'signed-out' && state.cause === 'left';
}
