/**
 * The composition root: makes back ends of the config, and a workspace of a signed-in person.
 *
 * The only place that names an adapter. The workspace, with everything a console needs, is loaded
 * and opened when someone signs in, and torn down when they leave.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import { createDx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { Identity } from '../core/backend.ts';
import { browserSocket } from '../net/browser-socket.ts';
import { systemClock } from '../net/system-clock.ts';
import { sessionVault } from '../net/vault.ts';
import { onWake } from '../net/wake.ts';
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

export function createBedside(config: Config, page: Location): Bedside {
  const demoCase = config.demo ? new URLSearchParams(page.search).get('case') : null;
  const backend = createBackend(config, page, demoCase);
  const session = createSession(backend.signIn);
  const opened = createStore<{ workspace: Promise<OpenWorkspace> | null }>(() => ({
    workspace: null,
  }));
  session.store.subscribe((state, before) => {
    if (state.status === 'signed-in' && before.status !== 'signed-in') {
      opened.setState({ workspace: open(config, backend, state.identity, session) });
    } else if (state.status !== 'signed-in') {
      void opened.getState().workspace?.then((workspace) => workspace.close());
      opened.setState({ workspace: null });
    }
  });
  void session.restore();
  return { config, session, opened, demoCase };
}

function createBackend(config: Config, page: Location, demoCase: string | null): Dx0Backend {
  return createDx0Backend({
    baseUrl: new URL(config.dx0.baseUrl, page.href).href,
    parameters: { ...config.dx0.parameters, ...(demoCase !== null && { case: demoCase }) },
    vault: sessionVault('bedside.refresh'),
    clock: systemClock,
    random: Math.random,
    onWake,
    createSocket: browserSocket,
  });
}

async function open(
  config: Config,
  backend: Dx0Backend,
  identity: Identity,
  session: Session,
): Promise<OpenWorkspace> {
  const { openWorkspace } = await import('./open-workspace.tsx');
  return openWorkspace({ config, backend, identity, session });
}
