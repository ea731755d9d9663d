/**
 * The composition root: makes of the config a way in, and a workspace of whoever is in.
 *
 * `app/` is the only place that names adapters. Only the sign-in role is loaded at first; the
 * workspace, with everything a console needs, is loaded and opened when someone signs in, and torn
 * down when they leave.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Dx0SignIn, Dx0SignInOptions } from '../adapters/dx0/dx0-sign-in.ts';
import { createDx0SignIn } from '../adapters/dx0/dx0-sign-in.ts';
import type { Identity } from '../core/backend.ts';
import { wipeSafeStore } from '../net/safe-store.ts';
import { systemClock } from '../net/system-clock.ts';
import { sessionVault } from '../net/vault.ts';
import { forgetTab } from '../net/tab.ts';
import type { Session } from '../state/session.ts';
import { createSession } from '../state/session.ts';
import type { Config } from './config.ts';
import type { OpenWorkspace } from './open-workspace.tsx';

export interface Bedside {
  readonly config: Config;
  readonly session: Session;
  /** The signed-in person's workspace; `null` while nobody is signed in. */
  readonly opened: StoreApi<{ workspace: Promise<OpenWorkspace> | null }>;
  /** The demonstration's case, where one was chosen. */
  readonly demoCase: string | null;
}

/** What a workspace is made of, beside who is signed in. */
export interface Site {
  readonly config: Config;
  readonly session: Session;
  readonly dx0: Dx0SignInOptions;
  readonly dx0SignIn: Dx0SignIn;
}

export function createBedside(config: Config, page: Location): Bedside {
  const demoCase = config.demo ? new URLSearchParams(page.search).get('case') : null;
  const dx0 = {
    baseUrl: new URL(config.dx0.baseUrl, page.href).href,
    parameters: { ...config.dx0.parameters, ...(demoCase !== null && { case: demoCase }) },
    vault: sessionVault('bedside.refresh'),
    clock: systemClock,
  };
  const dx0SignIn = createDx0SignIn(dx0);
  const session = createSession(dx0SignIn.signIn);
  const opened = openWhileSignedIn({ config, session, dx0, dx0SignIn });
  void session.restore();
  return { config, session, opened, demoCase };
}

function openWhileSignedIn(site: Site): Bedside['opened'] {
  const opened = createStore<{ workspace: Promise<OpenWorkspace> | null }>(() => ({
    workspace: null,
  }));
  site.session.store.subscribe((state, before) => {
    if (state.status === 'signed-in' && before.status !== 'signed-in') {
      opened.setState({ workspace: open(site, state.identity) });
    } else if (state.status !== 'signed-in') {
      const { workspace } = opened.getState();
      opened.setState({ workspace: null });
      void leave(workspace, state.status === 'signed-out' && !state.ended);
    }
  });
  return opened;
}

/** A session that the server ended leaves its work here for the same person to find. */
async function leave(workspace: Promise<OpenWorkspace> | null, isByChoice: boolean): Promise<void> {
  if (!workspace) return;
  (await workspace).close();
  if (!isByChoice) return;
  forgetTab();
  await wipeSafeStore();
}

async function open(site: Site, identity: Identity): Promise<OpenWorkspace> {
  const { openWorkspace } = await import('./open-workspace.tsx');
  return openWorkspace(site, identity);
}
