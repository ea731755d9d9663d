/**
 * One tab of a person's browser without a screen: the real adapters over real sockets to a mock
 * server, the real stream store, and the state that a screen would show.
 *
 * Loading the page anew is a new store from what the device kept, with the same vault, as in a
 * browser. Its one law: it decides nothing that the product decides.
 */
import { createAiDoctorBackend } from '../src/adapters/ai-doctor/ai-doctor-backend.ts';
import { createDx0Backend } from '../src/adapters/dx0/dx0-backend.ts';
import type { Dx0SignIn } from '../src/adapters/dx0/dx0-sign-in.ts';
import { createDx0SignIn } from '../src/adapters/dx0/dx0-sign-in.ts';
import { createSessionsBackend } from '../src/adapters/sessions/sessions-backend.ts';
import { createXiansBackend } from '../src/adapters/xians/xians-backend.ts';
import type { Assistant, Assistants } from '../src/core/assistant.ts';
import type { ConversationBackend, Identity } from '../src/core/backend.ts';
import type { Conversation } from '../src/core/conversation.ts';
import { emptyDifferential } from '../src/core/differential.ts';
import { archiveAll, takeUpWork } from '../src/core/resume.ts';
import type { Consultation } from '../src/state/consultation-port.ts';
import type { ConsultationState } from '../src/state/consultation-state.ts';
import { createConsultation } from '../src/state/consultation.ts';
import type { Keeper } from '../src/state/keeper.ts';
import { createKeeper } from '../src/state/keeper.ts';
import { memoryVault } from '../src/testing/memory-vault.ts';
import { createNodeSocket } from '../src/testing/node-socket.ts';
import type { SoakDevice } from './device.ts';
import type { FastClock, WallOffset } from './fast-clock.ts';
import { createFastClock } from './fast-clock.ts';

/** How many times faster than real time the console and the server live. */
export const speed = 40;

export interface SoakTabOptions {
  /** Unlike that of any other tab of the run; begins with the tenant. */
  readonly name: string;
  readonly tenant: string;
  /** Address of the server. */
  readonly server: string;
  readonly device: SoakDevice;
  readonly offset: WallOffset;
  random(): number;
}

export class SoakTab {
  consultation!: Consultation;
  readonly clock: FastClock;
  #options: SoakTabOptions;
  #sockets: WebSocket[] = [];
  #keeper: Keeper | null = null;
  #signIn: Dx0SignIn | null = null;
  #identity: Identity | null = null;
  #hasEnded = false;
  #loads = 0;
  #requests = 0;
  #vault = memoryVault();
  #tokenClock: FastClock;

  constructor(options: SoakTabOptions) {
    this.#options = options;
    this.clock = createFastClock(speed, options.offset);
    this.#tokenClock = createFastClock(speed, options.offset);
  }

  get state(): ConsultationState {
    return this.consultation.store.getState();
  }

  /** Every conversation that the screen can show, oldest first. */
  get conversations(): readonly Conversation[] {
    const { conversation, earlier } = this.state;
    return [...earlier.toReversed(), conversation];
  }

  /** Sockets that are not closed or closing. */
  get openSockets(): number {
    return this.#sockets.filter(({ readyState }) => readyState <= 1).length;
  }

  async begin(): Promise<void> {
    const signedIn = this.#createSignIn();
    const { signIn } = signedIn;
    this.#signIn = signedIn;
    this.#hasEnded = false;
    const isKnown = this.#identity !== null;
    this.#identity =
      (isKnown ? await patiently(() => signIn.restore()) : null) ??
      (await patiently(() => signIn.signIn('physician', 'secret')));
    signIn.onSignedOut(() => (this.#hasEnded = true));
    this.#open(signedIn, this.#identity);
  }

  async reload(): Promise<void> {
    this.#unload();
    await this.begin();
  }

  /** The page is loaded again where the server has ended the session. */
  async signInIfNeeded(): Promise<void> {
    const { connection } = this.state;
    const isOut = connection.phase === 'failed' && connection.cause === 'sign-in-required';
    if (this.#hasEnded || isOut) await this.reload();
  }

  /** Closed by the person, without signing out; what it kept is left on the device. */
  async shut(): Promise<void> {
    await this.#keeper?.commit();
    this.#unload();
    this.#options.device.leave(this.#options.name);
  }

  /** Signs out and closes everything. */
  async close(): Promise<void> {
    this.#unload();
    await this.#signIn?.signIn.signOut().catch(() => undefined);
  }

  /** The page is gone, and with it the timers of its tokens. */
  #unload(): void {
    this.consultation.close();
    this.#keeper?.close();
    this.#tokenClock.clear();
  }

  #createSignIn(): Dx0SignIn {
    return createDx0SignIn({ ...this.#dx0, vault: this.#vault, clock: this.#tokenClock });
  }

  get #dx0() {
    return { baseUrl: `${this.#options.server}/api/v1`, parameters: {} };
  }

  #createAssistants(signedIn: Dx0SignIn): Assistants {
    const { server, random } = this.#options;
    const line = {
      random,
      clock: this.clock,
      onWake: () => () => undefined,
      createSocket: (url: string) => {
        const socket = createNodeSocket(url);
        this.#sockets.push(socket);
        return socket;
      },
    };
    const parts = { ...line, vault: this.#vault, clock: this.clock };
    const dx0 = createDx0Backend({ ...parts, ...this.#dx0 }, signedIn);
    const doctor = createAiDoctorBackend({ ...line, baseUrl: `${server}/api/v1`, agents: true });
    const sessions = createSessionsBackend({
      ...line,
      baseUrl: `${server}/openai`,
      credentials: signedIn.credentials,
      visibility: { isHidden: () => false, onSeen: () => () => undefined },
      pace: { limit: 1_000, window: 60_000 },
    });
    const xians = createXiansBackend({
      ...line,
      baseUrl: server,
      tenantId: 'default',
      participant: 'physician',
      workflow: 'customer-support',
      credentials: signedIn.credentials,
      newId: () => `${this.#options.name}-x${++this.#requests}`,
      answerLimit: 300_000,
      heartbeatSeconds: 60,
      notices: { workflow: 'notification-service', scope: null },
    });
    return [
      assistantOf('dx0', dx0.conversation),
      assistantOf('ai-doctor', doctor),
      assistantOf('sessions', sessions.conversation),
      assistantOf('xians', xians.conversation),
    ];
  }

  #open(signedIn: Dx0SignIn, identity: Identity): void {
    const { device, name, tenant } = this.#options;
    device.enter(name);
    const own = device.read(name);
    const now = this.clock.now();
    const isSameSession = own?.sessionId === identity.sessionId;
    const found = archiveAll(device.collect(tenant), now);
    const keeper = createKeeper({
      journal: device.journal(name),
      clock: this.clock,
      present: device.names(name),
      isDamaged: false,
      work: () => ({
        ...this.state,
        sessionId: identity.sessionId,
        draft: { action: 'ask', question: '', differential: emptyDifferential },
        basket: [],
      }),
    });
    let sequence = 0;
    const prefix = `${name}-${this.#loads++}`;
    this.#keeper = keeper;
    this.consultation = createConsultation({
      ...{ tenant, user: identity.user, isNewSession: identity.isNewSession, clock: this.clock },
      assistants: this.#createAssistants(signedIn),
      scheduler: { nextFrame: (task) => this.clock.after(16, task) },
      newId: () => `${prefix}-${sequence++}`,
      ...takeUpWork(own, isSameSession, found, now),
      beforeSend: () => keeper.commit(),
    });
    this.consultation.store.subscribe(() => keeper.note());
    this.consultation.onEvent(() => void keeper.commit());
    void keeper.commit();
  }
}

function assistantOf(id: string, conversation: ConversationBackend): Assistant {
  const limits = { firstFrame: 30_000, stall: 10_000, giveUp: 60_000 };
  const names = { id, name: id, backEnd: id, purpose: '' };
  return { ...names, conversation, usualBudget: null, limits, templates: [] };
}

/** A person who cannot get in tries again. */
async function patiently<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act();
    } catch (error) {
      if (attempt === 250) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
