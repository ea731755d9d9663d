/**
 * A person's console without a screen: the real adapter over real sockets to a mock server, the
 * real stream store, and the state that a screen would show.
 *
 * Loading the page anew is a new store from what the device kept, with the same vault, as in a
 * browser. Its one law: it decides nothing that the product decides.
 */
import { createMockServer } from '../mock-server/server.ts';
import type { MockServer } from '../mock-server/server.ts';
import { seededRandom } from '../scripts/seeded-random.ts';
import type { Dx0Backend } from '../src/adapters/dx0/dx0-backend.ts';
import { createDx0Backend } from '../src/adapters/dx0/dx0-backend.ts';
import type { Identity } from '../src/core/backend.ts';
import type { Conversation } from '../src/core/conversation.ts';
import { emptyDifferential } from '../src/core/differential.ts';
import type { Journal } from '../src/core/journal.ts';
import { archiveWork, resumeWork } from '../src/core/resume.ts';
import type { Consultation } from '../src/state/consultation-port.ts';
import type { ConsultationState } from '../src/state/consultation-state.ts';
import { createConsultation } from '../src/state/consultation.ts';
import type { Keeper } from '../src/state/keeper.ts';
import { createKeeper } from '../src/state/keeper.ts';
import { fromRecords } from '../src/state/snapshot.ts';
import { memoryVault } from '../src/testing/memory-vault.ts';
import { createNodeSocket } from '../src/testing/node-socket.ts';
import type { FastClock } from './fast-clock.ts';
import { createFastClock } from './fast-clock.ts';

/** How many times faster than real time the console and the server live. */
const speed = 40;

export interface SoakConsole {
  readonly server: MockServer;
  readonly clock: FastClock;
  consultation(): Consultation;
  state(): ConsultationState;
  /** The page is loaded again; signs in anew where the server has ended the session. */
  reload(): Promise<void>;
  /** Signs in again if the server has ended the session. */
  signInIfNeeded(): Promise<void>;
  /** Sockets that are not closed or closing. */
  openSockets(): number;
  /** Signs out and closes everything. */
  close(): Promise<void>;
}

export async function openConsole(seed: number): Promise<SoakConsole> {
  const clock = createFastClock(speed);
  const server = await createMockServer({ rate: 0, seed, now: () => clock.now() });
  const baseUrl = `${await server.listen(0)}/api/v1`;
  const session = new SoakSession(baseUrl, clock, seed);
  await session.begin();
  return {
    server,
    clock,
    consultation: () => session.consultation,
    state: () => session.consultation.store.getState(),
    reload: () => session.reload(),
    signInIfNeeded: () => session.signInIfNeeded(),
    openSockets: () => session.sockets.filter(({ readyState }) => readyState <= 1).length,
    close: () => session.close(),
  };
}

class SoakSession {
  consultation!: Consultation;
  readonly sockets: WebSocket[] = [];
  #keeper: Keeper | null = null;
  #backend: Dx0Backend | null = null;
  #identity: Identity | null = null;
  #hasEnded = false;
  #vault = memoryVault();
  #device = createDevice();
  #baseUrl: string;
  #clock: FastClock;
  #tokenClock = createFastClock(speed);
  #random: () => number;

  constructor(baseUrl: string, clock: FastClock, seed: number) {
    this.#baseUrl = baseUrl;
    this.#clock = clock;
    this.#random = seededRandom(seed);
  }

  async begin(): Promise<void> {
    const backend = this.#createBackend();
    this.#backend = backend;
    this.#hasEnded = false;
    const isKnown = this.#identity !== null;
    this.#identity =
      (isKnown ? await patiently(() => backend.signIn.restore()) : null) ??
      (await patiently(() => backend.signIn.signIn('physician', 'secret')));
    backend.signIn.onSignedOut(() => (this.#hasEnded = true));
    this.#open(backend, this.#identity);
  }

  async reload(): Promise<void> {
    this.#leave();
    await this.begin();
  }

  async signInIfNeeded(): Promise<void> {
    const { connection } = this.consultation.store.getState();
    const isOut = connection.phase === 'failed' && connection.cause === 'sign-in-required';
    if (this.#hasEnded || isOut) await this.reload();
  }

  async close(): Promise<void> {
    this.#leave();
    await this.#backend?.signIn.signOut().catch(() => undefined);
  }

  /** The page is gone, and with it the timers of its tokens. */
  #leave(): void {
    this.consultation.close();
    this.#keeper?.close();
    this.#tokenClock.clear();
  }

  #createBackend() {
    return createDx0Backend({
      baseUrl: this.#baseUrl,
      parameters: {},
      vault: this.#vault,
      clock: this.#tokenClock,
      random: this.#random,
      onWake: () => () => undefined,
      createSocket: (url) => {
        const socket = createNodeSocket(url);
        this.sockets.push(socket);
        return socket;
      },
    });
  }

  #open(backend: Dx0Backend, identity: Identity): void {
    const taken = this.#takeUp(identity);
    let sequence = 0;
    const keeper = createKeeper({
      journal: this.#device.journal,
      clock: this.#clock,
      present: [...this.#device.held.keys()],
      isDamaged: false,
      work: () => ({
        ...this.consultation.store.getState(),
        sessionId: identity.sessionId,
        draft: { action: 'ask', question: '', differential: emptyDifferential },
        basket: [],
      }),
    });
    const prefix = `${identity.sessionId}-${this.#device.loads++}`;
    this.#keeper = keeper;
    this.consultation = createConsultation({
      assistants: [
        {
          id: 'dx0',
          name: 'Panel',
          backEnd: 'Dx0',
          purpose: '',
          conversation: backend.conversation,
          usualBudget: null,
          limits: { firstFrame: 30_000, stall: 10_000, giveUp: 60_000 },
          templates: [],
        },
      ],
      tenant: 'Soak',
      user: identity.user,
      isNewSession: identity.isNewSession,
      clock: this.#clock,
      scheduler: { nextFrame: (task) => this.#clock.after(16, task) },
      newId: () => `${prefix}-${sequence++}`,
      ...taken,
      beforeSend: () => keeper.commit(),
    });
    this.consultation.store.subscribe(() => keeper.note());
    this.consultation.onEvent(() => void keeper.commit());
  }

  #takeUp({ sessionId }: Identity) {
    const snapshot = fromRecords(this.#device.held);
    if (!snapshot) return {};
    const now = this.#clock.now();
    if (snapshot.sessionId !== sessionId) {
      const { ended, waiting } = archiveWork(snapshot, now);
      return { kept: { earlier: ended }, waiting };
    }
    const { conversation, earlier, account } = resumeWork(snapshot, now);
    return { kept: { conversation, earlier, account, sentAt: snapshot.sentAt } };
  }
}

/** What the browser's storage holds, as JSON, without a browser. */
function createDevice() {
  const held = new Map<string, unknown>();
  const journal: Journal = {
    write(changes) {
      for (const [name, value] of changes) {
        if (value === undefined) held.delete(name);
        else held.set(name, JSON.parse(JSON.stringify(value)));
      }
      return Promise.resolve();
    },
  };
  return { held, journal, loads: 0 };
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

/** Every conversation that the screen can show, oldest first. */
export function allConversations({ conversation, earlier }: ConsultationState): Conversation[] {
  return [...earlier.toReversed(), conversation];
}
