/**
 * The composition root: makes of the config a way in, and a workspace of whoever is in.
 *
 * `app/` is the only place that names adapters. Only the sign-in role is loaded at first; the
 * workspace, with everything a console needs, is loaded and opened when someone signs in, and torn
 * down when they leave.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Identity } from '../core/backend.ts';
import { coverWhileAway, onInput } from '../net/idle.ts';
import { systemClock } from '../net/system-clock.ts';
import type { TabChannel } from '../net/tab-channel.ts';
import { openTabChannel } from '../net/tab-channel.ts';
import type { Vault } from '../net/vault.ts';
import { sessionVault } from '../net/vault.ts';
import type { LiveTelemetry } from '../net/telemetry.ts';
import { createTelemetry } from '../net/telemetry.ts';
import { forgetTab } from '../net/tab.ts';
import { onWake } from '../net/wake.ts';
import type { Lock } from '../state/lock.ts';
import type { Session, SessionState } from '../state/session.ts';
import { createSession } from '../state/session.ts';
import type { Access } from './access.ts';
import { openAccess } from './access.ts';
import type { Updates } from '../state/updates.ts';
import type { FoundConfig } from './find-config.ts';
import type { Config } from './config.ts';
import { hasFilledField, onPartMissing, reloadMemory } from './open-updates.ts';
import { restoreAgain } from './restore-again.ts';
import type { OpenWorkspace } from './open-workspace.tsx';

export interface Bedside {
  readonly config: Config;
  /** The site could not be asked: it is the config of last time. */
  readonly isConfigKept: boolean;
  readonly updates: Updates;
  readonly session: Session;
  /** The signed-in person's workspace; `null` while nobody is signed in. */
  readonly opened: StoreApi<Opened>;
  /** The demonstration's case, where one was chosen. */
  readonly demoCase: string | null;
}

/** What a workspace is made of, beside who is signed in. */
export interface Site {
  readonly config: Config;
  readonly session: Session;
  readonly access: Access;
  readonly telemetry: LiveTelemetry;
  /** Where in each conversation its reader was. */
  readonly places: Vault;
  /** When something was asked of a service that takes so much in a time. */
  readonly pace: Vault;
  readonly updates: Updates;
}

interface LockedWorkspace extends OpenWorkspace {
  readonly lock: Lock;
}

interface Opened {
  readonly workspace: Promise<LockedWorkspace> | null;
  /** Somebody is signed in, and what they work with could not be loaded. */
  readonly isFailed: boolean;
}

export async function createBedside(
  { config, isKept }: FoundConfig,
  updates: Updates,
  page: Location,
): Promise<Bedside> {
  const demoCase = config.demo ? new URLSearchParams(page.search).get('case') : null;
  const telemetry = createTelemetry(systemClock);
  const links = (backEnd: string) => telemetry.links(config.tenant, backEnd);
  const access = await openAccess(config, links, demoCase === null ? {} : { case: demoCase });
  const tabs = openTabChannel('bedside.presence');
  const session = createSession(access.signIn, tabs);
  const places = sessionVault('bedside.places');
  const pace = sessionVault('bedside.pace');
  const site = { config, session, access, telemetry, places, pace, updates };
  const opened = openWhileSignedIn(site, tabs);
  coverWhileAway(() => checkBeforeShowing(opened));
  restoreAgain(session, { clock: systemClock, random: Math.random, onWake });
  onPartMissing(() => void noteMissing(opened, updates));
  void session.restore();
  return { config, isConfigKept: isKept, updates, session, opened, demoCase };
}

function openWhileSignedIn(site: Site, tabs: TabChannel): Bedside['opened'] {
  const opened = createStore<Opened>(() => ({ workspace: null, isFailed: false }));
  site.session.store.subscribe((state, before) => {
    if (state.status === 'signed-in' && before.status !== 'signed-in') {
      const workspace = open(site, tabs, state.identity);
      opened.setState({ workspace, isFailed: false });
      workspace.catch(() => {
        if (opened.getState().workspace === workspace)
          opened.setState({ workspace: null, isFailed: true });
      });
    } else if (state.status !== 'signed-in') {
      const { workspace } = opened.getState();
      opened.setState({ workspace: null, isFailed: false });
      void leave(site, workspace, isGoodbye(state) && !isGoodbye(before) ? state : null);
    }
  });
  return opened;
}

/**
 * A session that the server ended leaves its work here for the same person to find. What is kept on
 * this device is removed by the tab in which the person signed out, for all tabs: another one may
 * hear of it late, when the next person is at work already.
 */
async function leave(
  { places, pace, telemetry }: Site,
  workspace: Opened['workspace'],
  goodbye: Goodbye | null,
): Promise<void> {
  await workspace?.then(
    (opened) => opened.close(),
    () => undefined,
  );
  telemetry.clear();
  if (!goodbye) return;
  forgetTab();
  reloadMemory.clear();
  places.clear();
  pace.clear();
  // The address of what was looked at last goes as well.
  history.replaceState(null, '', location.pathname + location.search);
  if (goodbye.elsewhere) return;
  // Came with the workspace, so that this works without a network.
  const { wipeSafeStore } = await import('../net/safe-store.ts');
  await wipeSafeStore();
}

type Goodbye = Extract<SessionState, { cause: 'left' }>;

function isGoodbye(state: SessionState): state is Goodbye {
  return state.status === 'signed-out' && state.cause === 'left';
}

async function open(site: Site, tabs: TabChannel, identity: Identity): Promise<LockedWorkspace> {
  const [{ openWorkspace }, { openLock }] = await Promise.all([
    import('./open-workspace.tsx'),
    import('../panels/lock/open-lock.tsx'),
  ]);
  const workspace = await openWorkspace(site, identity);
  const { config, session } = site;
  const { lock, frame } = openLock(
    {
      clock: systemClock,
      limit: config.limits.idleLock * 1000,
      memory: sessionVault('bedside.input'),
      isNewSession: identity.isNewSession,
      ...{ onInput, onWake, tabs },
      verify: (secret) => session.unlock(secret),
      check: () => session.check(),
    },
    {
      user: identity.user,
      tenant: config.tenant,
      proof: session.proof,
      consultation: workspace.consultation,
      mirror: workspace.mirror,
      onSignOut: () => void session.signOut(),
    },
  );
  const close = () => {
    lock.close();
    return workspace.close();
  };
  return { ...workspace, content: frame(workspace.content), close, lock };
}

/** While a workspace is being opened nothing was written into it yet. */
async function noteMissing(opened: Bedside['opened'], updates: Updates): Promise<void> {
  const { workspace, isFailed } = opened.getState();
  const open = (await workspace?.catch(() => null)) ?? null;
  const isOpening = isFailed || (workspace !== null && !open);
  await updates.onPartMissing(() => {
    if (isOpening) return false;
    return (open !== null && open.costOfReload() !== null) || hasFilledField();
  });
}

/** A page that comes back out of the browser's memory shows nobody's work unasked. */
async function checkBeforeShowing(opened: Bedside['opened']): Promise<void> {
  const workspace = await opened.getState().workspace?.catch(() => null);
  // Covers at once; the answer of the server uncovers.
  void workspace?.lock.checkFirst();
  await new Promise<void>((resolve) => systemClock.after(0, resolve));
}
