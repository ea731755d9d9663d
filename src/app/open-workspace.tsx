/** Opens everything a signed-in person works with. Loaded when the first one signs in. */
import type { ReactNode } from 'react';
import { lazy, Suspense, use } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { createDx0Backend } from '../adapters/dx0/dx0-backend.ts';
import type { SessionsBackend } from '../adapters/sessions/sessions-backend.ts';
import type { XiansBackend } from '../adapters/xians/xians-backend.ts';
import type { Assistants } from '../core/assistant.ts';
import type { Cancel } from '../core/clock.ts';
import { findAssistant } from '../core/assistant.ts';
import type { Identity, ThreadBackend } from '../core/backend.ts';
import type { HistoryBackend } from '../core/history.ts';
import { takeUpWork } from '../core/resume.ts';
import { browserNotices } from '../net/alarm-notices.ts';
import { browserSound } from '../net/alarm-sound.ts';
import { tabVoice } from '../net/alarm-voice.ts';
import { browserSocket, tokenSocket } from '../net/browser-socket.ts';
import { mayRepeat, repeatAfter } from '../net/repeat.ts';
import { systemClock } from '../net/system-clock.ts';
import { newId } from '../lib/new-id.ts';
import { openTabChannel } from '../net/tab-channel.ts';
import type { AlertRepeat } from '../state/alert-repeat.ts';
import { createAlertRepeat } from '../state/alert-repeat.ts';
import type { AnalysisJobs } from '../state/analysis-jobs.ts';
import { createBasket } from '../state/basket.ts';
import type { Broadcast } from '../state/broadcast.ts';
import type { Consultation, ConsultationOptions } from '../state/consultation-port.ts';
import { createConsultation } from '../state/consultation.ts';
import type { Draft } from '../state/drafts.ts';
import { createDrafts } from '../state/drafts.ts';
import { createSelectedText } from '../state/selected-text.ts';
import { createView } from '../state/view.ts';
import { frameScheduler } from '../state/frame-scheduler.ts';
import { createLeaving } from '../state/leaving.ts';
import { createKeeper } from '../state/keeper.ts';
import { needOf, onNeedChange } from '../state/need.ts';
import type { Notices } from '../state/notices.ts';
import { createNotices } from '../state/notices.ts';
import type { ReloadCost } from '../state/reload-cost.ts';
import { costOfReload } from '../state/reload-cost.ts';
import type { Snapshot } from '../state/snapshot.ts';
import { bridgeQueries } from '../state/query-bridge.ts';
import type { Workspace } from '../state/workspace.ts';
import { WorkspaceContext } from '../state/workspace.ts';
import { claimTitle } from '../ui/page-title.ts';
import type { Followed } from './follow-address.ts';
import { followAddress } from './follow-address.ts';
import { lineParts, offerAssistants, openSessions, openXians } from './assistants.ts';
import type { Site, TenantDoor } from './open-tenant.ts';
import type { TenantScope } from './tenant-scope.ts';
import { workScopeOf } from './tenant-scope.ts';
import type { Config } from './config.ts';
import { openAnalyses } from './open-analyses.ts';
import { offerBroadcast } from './offer-broadcast.ts';
import type { OpenConnections } from './open-connections.ts';
import { openConnections } from './open-connections.ts';
import { countElsewhere, openMirror } from './open-mirror.ts';
import { readPriceList } from './price-list.ts';
import { Console } from './console.tsx';
import type { KeptWork } from './kept-work.ts';
import { findKeptWork } from './kept-work.ts';
import { settleOnceSaved, takeOverClosedTabs } from './take-over.ts';
import { ConsoleOffer } from './update-offer.tsx';

export { createSignOuts } from './sign-outs.ts';

/** Only while developing: a production build leaves it out. */
const Devtools = import.meta.env.DEV
  ? lazy(async () => ({
      default: (await import('@tanstack/react-query-devtools')).ReactQueryDevtools,
    }))
  : null;

export interface OpenWorkspace {
  readonly content: ReactNode;
  readonly workspace: Workspace;
  /** It is looked at, and follows the address. Resolves when it shows what the address names. */
  show(): Promise<void>;
  /** It goes on unseen, and lets go of the address. */
  hide(): void;
  /** What loading the page anew would cost now. */
  costOfReload(): ReloadCost;
  /** Something would be lost or overlooked by closing it now. */
  isNeeded(): boolean;
  /** Told whenever that may have changed. */
  onNeedChange(listener: () => void): Cancel;
  /** Resolves when what was kept is whole, and nothing more is written. */
  close(): Promise<void>;
}

/** @param doors of all tenants, to which a notice may go */
export async function openWorkspace(
  site: Site,
  identity: Identity,
  doors: readonly TenantDoor[],
): Promise<OpenWorkspace> {
  const { config, access } = site;
  const lines = openConnections(config, site.telemetry);
  const links = lines.guard.links(config.tenant, 'XiansAi');
  const [kept, xians, broadcast] = await Promise.all([
    findKeptWork({ tenant: workScopeOf(config), user: identity.user }, site.others),
    openXians(config, identity.user, access.credentials, {
      links,
      onWake: lines.onWake,
      pace: lines.pace,
    }),
    offerBroadcast(config, identity, doors),
  ]);
  const queryClient = createQueryClient();
  const workspace = createWorkspace(site, lines, identity, { kept, xians, broadcast });
  const unbridge = bridgeQueries(workspace, queryClient);
  const stopTakingOver = takeOverClosedTabs(kept, workspace, systemClock);
  const address = followAddress(workspace);
  return {
    content: (
      <QueryClientProvider client={queryClient}>
        <WorkspaceContext value={workspace}>
          <Console
            isDemo={site.config.demo !== undefined}
            offer={<ConsoleOffer updates={site.updates} />}
          />
        </WorkspaceContext>
        <Suspense>
          <AddressOf address={address.store} />
        </Suspense>
        {Devtools && (
          <Suspense>
            <Devtools />
          </Suspense>
        )}
      </QueryClientProvider>
    ),
    workspace,
    show: address.follow,
    hide: address.letGo,
    costOfReload: () => costOfReload(workspace),
    isNeeded: () => needOf(workspace) !== null,
    onNeedChange: (listener) => onNeedChange(workspace, listener),
    async close() {
      address.letGo();
      unbridge();
      stopTakingOver();
      workspace.broadcast?.close();
      workspace.notices?.close();
      workspace.alarm.close();
      workspace.analyses?.close();
      workspace.mirror?.close();
      workspace.consultation.close();
      queryClient.clear();
      lines.close();
      await workspace.keeper.commit();
      workspace.keeper.close();
    },
  };
}

function AddressOf({ address }: { address: StoreApi<Followed> }) {
  const { opened } = useStore(address);
  return opened && use(opened)?.content;
}

interface Fetched {
  readonly kept: KeptWork;
  readonly xians: XiansBackend | null;
  readonly broadcast: Broadcast | null;
}

function createWorkspace(
  site: Site,
  { guard, pace, connections, onWake }: OpenConnections,
  identity: Identity,
  { kept, xians, broadcast }: Fetched,
): Workspace {
  const { config, access, places, pace: paceMemory } = site;
  const { priceList } = config;
  const linesTo = (backEnd: string) => ({ pace, links: guard.links(config.tenant, backEnd) });
  const { dx0: door } = access;
  const createSocket = config.dx0?.tokenInProtocol === true ? tokenSocket : browserSocket;
  const ofDx0 = { ...lineParts, ...linesTo('Dx0'), createSocket };
  const dx0 = door && createDx0Backend({ ...door.options, ...ofDx0 }, door.signIn);
  const { links } = linesTo('Sessions');
  const sessions = openSessions(config, access.credentials, { links, onWake, paceMemory });
  const roles = config.sessions?.roles ?? [];
  const assistants = offerAssistants(config, { dx0, sessions, xians }, linesTo);
  const history = sessions && roles.includes('history') ? sessions.history : null;
  const work = openWork(config, { assistants, sessions, history, onWake }, identity, kept);
  const leaving = createLeaving({
    mirror: work.mirror,
    consultation: work.consultation,
    clock: systemClock,
    countElsewhere: () => countElsewhere(kept, work.mirror && assistants),
    signOut: () => site.onLeave(),
  });
  return {
    tenant: config.tenant,
    identity,
    ...work,
    alarm: openAlarm(work.consultation, site.scope),
    view: createView(places),
    caseRecord: dx0?.caseRecord ?? null,
    exports: dx0?.exports ?? null,
    selection: createSelectedText(),
    history,
    notices: listenToNotices(config, xians, work.consultation),
    broadcast,
    thread: threadOf(config, xians),
    readPriceList: priceList
      ? (signal) => readPriceList(new URL(priceList, location.href), signal)
      : null,
    connections,
    leaving,
    signOut: () => site.signOut(),
  };
}

/** Emergencies among them go to the alerts. */
function listenToNotices(
  { xians: desk }: Config,
  xians: XiansBackend | null,
  consultation: Consultation,
): Notices | null {
  if (!xians || !desk?.roles.includes('notices')) return null;
  return createNotices({
    backend: xians.notices,
    from: `${desk.assistant} (notice)`,
    clock: systemClock,
    raise: (report) => consultation.raiseAlert(report),
  });
}

function threadOf({ xians: desk }: Config, xians: XiansBackend | null): ThreadBackend | null {
  if (!xians || !desk?.roles.includes('conversation')) return null;
  return { backEnd: 'XiansAi', assistant: desk.assistant, deleteAll: xians.deleteThread };
}

/** Sounds, notifications and the tab's title, while an alert waits for somebody. */
function openAlarm(consultation: Consultation, scope: TenantScope): AlertRepeat {
  const owner = newId();
  return createAlertRepeat({
    consultation,
    clock: systemClock,
    memory: scope.vault('alarm-sound'),
    ports: {
      sound: browserSound(),
      notices: browserNotices(),
      title: { show: (title) => claimTitle('alarm', title, owner) },
      voice: tabVoice(openTabChannel('bedside.alarm')),
    },
  });
}

interface Offered {
  readonly assistants: Assistants;
  readonly sessions: SessionsBackend | null;
  readonly history: HistoryBackend | null;
  readonly onWake: OpenConnections['onWake'];
}

/** The live work, taken up where this device kept it, and kept from now on. */
function openWork(
  config: Config,
  { assistants, sessions, history, onWake }: Offered,
  identity: Identity,
  kept: KeptWork,
) {
  const taken = takeUp(kept, identity, assistants);
  const keeper = createKeeper({
    journal: kept.journal,
    clock: systemClock,
    present: kept.present,
    isDamaged: kept.isDamaged,
    work: () => currentWork(),
  });
  const consultation = createConsultation({
    assistants,
    tenant: config.tenant,
    user: identity.user,
    isNewSession: identity.isNewSession,
    clock: systemClock,
    scheduler: frameScheduler(systemClock),
    newId,
    ...taken.live,
    mostAttempts: config.limits.sendAttempts,
    beforeSend: () => keeper.commit(),
  });
  const drafts = createDrafts(consultation.store.getState().conversation.id, taken.draft);
  const basket = createBasket(taken.basket, kept.snapshot?.typedTest);
  const parts = { kept, identity, keeper, assistants, consultation, onWake };
  const mirror = history && openMirror(history, parts);
  const analyses = openAnalyses(config, sessions, parts);
  const currentWork = (): Snapshot => {
    const { conversation, earlier, account, sentAt } = consultation.store.getState();
    const { tests, typed: typedTest } = basket.store.getState();
    const draft = drafts.of(conversation.id);
    const { sessionId } = identity;
    const kept = { conversation, earlier, account, sentAt, draft, basket: tests, typedTest };
    return {
      ...{ sessionId, ...kept, ...(analyses && analysesOf(analyses)) },
      ...(mirror && { progress: mirror.store.getState().progress }),
    };
  };
  for (const { store } of [consultation, drafts, basket]) store.subscribe(() => keeper.note());
  analyses?.store.subscribe(() => keeper.note());
  mirror?.store.subscribe((now, before) => {
    if (now.progress !== before.progress) keeper.note();
  });
  // What a person did or the server said is kept at once; only growing text may wait.
  consultation.onEvent(() => void keeper.commit());
  settleOnceSaved(kept, keeper);
  return { keeper, consultation, drafts, basket, analyses, mirror };
}

function analysesOf({ store }: AnalysisJobs): Pick<Snapshot, 'analyses'> {
  return { analyses: store.getState().analyses };
}

interface TakenUp {
  live: Pick<ConsultationOptions, 'kept' | 'waiting'>;
  draft: Draft | null;
  basket: readonly string[];
}

/** The same session goes on; of another one what was said, and what was not sent yet. */
function takeUp(
  { snapshot, found }: KeptWork,
  { sessionId }: Identity,
  assistants: Assistants,
): TakenUp {
  const isSameSession = snapshot?.sessionId === sessionId && isOffered(snapshot, assistants);
  const { kept, waiting } = takeUpWork(snapshot, isSameSession, found, systemClock.now());
  const sentAt = isSameSession ? { sentAt: snapshot.sentAt } : {};
  return {
    live: { kept: { ...kept, ...sentAt }, waiting },
    draft: snapshot?.draft ?? null,
    basket: snapshot?.basket ?? [],
  };
}

/** The site may have changed since: an assistant that is not offered any more answers nothing. */
function isOffered({ conversation }: Snapshot, assistants: Assistants): boolean {
  return findAssistant(assistants, conversation.source.assistantId) !== undefined;
}

/** The browser's word on being online is a hint only, so queries are tried whatever it says. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        networkMode: 'always',
        retry: mayRepeat,
        retryDelay: (failures, error) => repeatAfter(failures, error, Math.random()),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
