/**
 * A console without a screen whose conversations are written to a fake history, on a device that can
 * crash: what was not committed is gone, and another load takes up the rest.
 */
import type { Clock } from '../core/clock.ts';
import type { Conversation } from '../core/conversation.ts';
import type { HistoryBackend } from '../core/history.ts';
import type { Progress } from '../core/record/progress.ts';
import { resumeWork } from '../core/resume.ts';
import type { Consultation } from '../state/consultation-port.ts';
import { createConsultation } from '../state/consultation.ts';
import type { ConsultationState } from '../state/consultation-state.ts';
import type { Mirror } from '../state/mirror.ts';
import { createMirror } from '../state/mirror.ts';
import { FakeBackend } from './fake-backend.ts';
import type { ManualClock } from './manual-clock.ts';
import { settled } from './manual-clock.ts';
import { assistant } from './samples.ts';

/** What is on the device. */
interface Kept {
  readonly state: ConsultationState;
  readonly progress: ReadonlyMap<string, Progress>;
}

export class RecordedConsole {
  readonly clock: ManualClock;
  consultation: Consultation;
  mirror: Mirror;
  backend: FakeBackend;
  keptByServer: FakeBackend;
  #history: HistoryBackend;
  #kept: Kept | null = null;
  #ids = 0;
  #onWake: () => void = () => undefined;
  /** Set by the mirror, of the present load. */
  #timers = new Set<object>();

  constructor(clock: ManualClock, history: HistoryBackend) {
    this.clock = clock;
    this.#history = history;
    this.backend = new FakeBackend(clock);
    this.keptByServer = new FakeBackend(clock);
    ({ consultation: this.consultation, mirror: this.mirror } = this.#open());
  }

  /** The page is gone without a word, and loaded again; perhaps without what it knew of the record. */
  crash({ forgetsProgress = false } = {}): void {
    if (this.#kept && forgetsProgress) this.#kept = { ...this.#kept, progress: new Map() };
    this.mirror.close();
    this.consultation.close();
    ({ consultation: this.consultation, mirror: this.mirror } = this.#open());
  }

  wake(): void {
    this.#onWake();
  }

  get conversations(): readonly Conversation[] {
    const { conversation, earlier } = this.consultation.store.getState();
    return [...earlier.toReversed(), conversation];
  }

  get behind(): number {
    const standings = [...this.mirror.store.getState().standings.values()];
    return standings.reduce((sum, { total, written }) => sum + total - written, 0);
  }

  /** How many timers the mirror has set. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass until nothing is due any more, or nothing is tried any more. */
  async rest(limit = 200): Promise<void> {
    for (let round = 0; round < limit; round++) {
      await settled();
      if (this.timers === 0) return;
      this.clock.advance(1_000);
    }
    throw new Error('It does not come to rest');
  }

  #counted(): Clock {
    const { clock } = this;
    const timers = new Set<object>();
    this.#timers = timers;
    return {
      now: () => clock.now(),
      after(delay, task) {
        const timer = {};
        timers.add(timer);
        const cancel = clock.after(delay, () => {
          timers.delete(timer);
          task();
        });
        return () => {
          timers.delete(timer);
          cancel();
        };
      },
    };
  }

  #open() {
    const { clock } = this;
    const kept = this.#kept;
    const { backend, keptByServer } = this;
    const capabilities = { ...keptByServer.capabilities, isKeptByServer: true };
    Object.assign(keptByServer, { capabilities });
    const consultation = createConsultation({
      assistants: [assistant(backend), assistant(keptByServer, { id: 'kept' })],
      ...{ tenant: 'Ward 3', user: 'dr.lee', clock },
      scheduler: { nextFrame: (task) => clock.nextFrame(task) },
      newId: () => `id-${++this.#ids}`,
      ...(kept && { kept: { ...kept.state, ...resumeWork(kept.state, clock.now()) } }),
    });
    const commit = async () => {
      const written = { state: consultation.store.getState(), progress: progressOf() };
      await Promise.resolve();
      this.#kept = written;
    };
    const mirror = createMirror({
      ...{ history: this.#history, consultation, commit },
      clock: this.#counted(),
      kept: kept?.progress ?? new Map(),
      isMirrored: (id) => id !== 'kept',
      backoff: (failures) => Math.min(30_000, 500 * 2 ** failures),
      onWake: (listener) => {
        this.#onWake = listener;
        return () => undefined;
      },
    });
    const progressOf = () => mirror.store.getState().progress;
    consultation.onEvent(() => void commit());
    return { consultation, mirror };
  }
}
