/** Opens everything a signed-in person works with. Loaded when the first one signs in. */
import type { ReactNode } from 'react';
import { lazy, Suspense } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Dx0Backend } from '../adapters/dx0/dx0-backend.ts';
import { createDx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { Identity } from '../core/backend.ts';
import { isRetryable } from '../core/errors.ts';
import { cents, fromDollars } from '../core/money.ts';
import { browserSocket } from '../net/browser-socket.ts';
import { systemClock } from '../net/system-clock.ts';
import { newId } from '../lib/new-id.ts';
import { onWake } from '../net/wake.ts';
import { createBasket } from '../state/basket.ts';
import type { Consultation } from '../state/consultation.ts';
import { createConsultation } from '../state/consultation.ts';
import { createDrafts } from '../state/drafts.ts';
import { createView } from '../state/view.ts';
import { frameScheduler } from '../state/frame-scheduler.ts';
import { bridgeQueries } from '../state/query-bridge.ts';
import type { Workspace } from '../state/workspace.ts';
import { WorkspaceContext } from '../state/workspace.ts';
import type { Site } from './bedside.ts';
import type { Config } from './config.ts';
import { readPriceList } from './config.ts';
import { Console } from './console.tsx';

/** Only while developing: a production build leaves it out. */
const Devtools = import.meta.env.DEV
  ? lazy(async () => ({
      default: (await import('@tanstack/react-query-devtools')).ReactQueryDevtools,
    }))
  : null;

export interface OpenWorkspace {
  readonly content: ReactNode;
  close(): void;
}

export function openWorkspace(site: Site, identity: Identity): OpenWorkspace {
  const queryClient = createQueryClient();
  const workspace = createWorkspace(site, identity);
  const unbridge = bridgeQueries(workspace.consultation, queryClient);
  return {
    content: (
      <QueryClientProvider client={queryClient}>
        <WorkspaceContext value={workspace}>
          <Console isDemo={site.config.demo !== undefined} />
        </WorkspaceContext>
        {Devtools && (
          <Suspense>
            <Devtools />
          </Suspense>
        )}
      </QueryClientProvider>
    ),
    close() {
      unbridge();
      workspace.consultation.close();
      queryClient.clear();
    },
  };
}

function createWorkspace({ config, session, dx0, dx0SignIn }: Site, identity: Identity): Workspace {
  const { priceList } = config;
  const backend = createDx0Backend(
    { ...dx0, random: Math.random, onWake, createSocket: browserSocket },
    dx0SignIn,
  );
  return {
    tenant: config.tenant,
    assistant: config.dx0.assistant,
    identity,
    consultation: openConsultation(config, backend),
    basket: createBasket(),
    drafts: createDrafts(),
    view: createView(),
    caseRecord: backend.caseRecord,
    exports: backend.exports,
    readPriceList: priceList
      ? (signal) => readPriceList(new URL(priceList, location.href), signal)
      : null,
    usualBudget: usualBudget(config),
    signOut: () => void session.signOut(),
  };
}

function openConsultation(config: Config, backend: Dx0Backend): Consultation {
  const { firstFrame, stall, giveUp } = config.limits;
  return createConsultation({
    backend: backend.conversation,
    source: { assistant: config.dx0.assistant, backEnd: 'Dx0', tenant: config.tenant },
    budget: usualBudget(config),
    clock: systemClock,
    scheduler: frameScheduler(systemClock),
    limits: { firstFrame: firstFrame * 1000, stall: stall * 1000, giveUp: giveUp * 1000 },
    newId,
  });
}

function usualBudget({ dx0 }: Config) {
  return dx0.budget === null ? null : (fromDollars(dx0.budget) ?? cents(0));
}

/** The browser's word on being online is a hint only, so queries are tried whatever it says. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && isRetryable(error),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
