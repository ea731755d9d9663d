/**
 * Repeats what nobody has acknowledged, until somebody does.
 *
 * It owns when an alert is heard: at once when it is raised, and every 30 s while any is pending,
 * in whichever tab. Its one law: one voice at a time. A tab that hears another one speak waits anew,
 * and a little longer, so that the same emergency is not told by turns.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { AlarmPorts, NoticePermission } from '../core/alarm.ts';
import type { LoggedAlert } from '../core/alert-log.ts';
import { logAlerts, pendingAlerts } from '../core/alert-log.ts';
import type { Cancel, Clock } from '../core/clock.ts';
import { severityWords } from '../core/describe-alert.ts';
import type { Consultation } from './consultation-port.ts';
import type { ConsultationState } from './consultation-state.ts';

export interface AlertRepeat {
  readonly store: StoreApi<AlarmState>;
  /** What the person allows. Switched on, it is heard once, so that they know it. */
  allowSound(allowed: boolean): void;
  /** Asks for notifications; only on the person's own act. */
  askForNotices(): void;
  close(): void;
}

export interface AlarmState {
  readonly sound: boolean;
  /** The browser let nothing be heard the last time: it wants a click on the page first. */
  readonly isMuted: boolean;
  readonly notices: NoticePermission;
}

export interface AlertRepeatOptions {
  consultation: Pick<Consultation, 'store'>;
  clock: Clock;
  ports: AlarmPorts;
  /** What this tab remembers over a reload: whether sound is allowed. */
  memory: { read(): string | null; write(text: string): void; clear(): void };
}

const interval = 30_000;
/**
 * Who hears another tab waits this much longer: their timers would ring together the next time, and
 * each would speak before it has heard the other.
 */
const courtesy = 2_000;
const soundOn = 'on';

export function createAlertRepeat(options: AlertRepeatOptions): AlertRepeat {
  return new Repeat(options);
}

class Repeat implements AlertRepeat {
  readonly store: StoreApi<AlarmState>;
  #options: AlertRepeatOptions;
  #looked: Pick<ConsultationState['conversation'], 'alerts'> & { earlier: unknown } = {
    alerts: [],
    earlier: null,
  };
  #pending: readonly LoggedAlert[] = [];
  #cancel: Cancel | null = null;
  #isSpeaking = false;
  /** Something worth a word of its own came while the last one was being said. */
  #hasMore = false;
  #stopListening: readonly Cancel[];
  #isClosed = false;

  constructor(options: AlertRepeatOptions) {
    this.#options = options;
    const { consultation, memory, ports } = options;
    this.store = createStore<AlarmState>(() => ({
      sound: memory.read() === soundOn,
      isMuted: false,
      notices: ports.notices.permission(),
    }));
    this.#stopListening = [
      consultation.store.subscribe((state) => this.#look(state)),
      ports.voice.onOther(() => this.#arm(interval + courtesy)),
    ];
    this.#look(consultation.store.getState());
  }

  allowSound(sound: boolean): void {
    const { memory } = this.#options;
    if (sound) memory.write(soundOn);
    else memory.clear();
    this.store.setState({ sound, isMuted: false });
    if (sound) void this.#sound('urgent');
  }

  askForNotices(): void {
    const { notices } = this.#options.ports;
    void notices.ask().finally(() => {
      if (!this.#isClosed) this.store.setState({ notices: notices.permission() });
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const stop of this.#stopListening) stop();
    this.#options.memory.clear();
    this.#fallSilent();
  }

  /** Streamed text changes the state often and the alerts never: it is told by identity. */
  #look({ conversation: { id, alerts }, earlier }: ConsultationState): void {
    if (alerts === this.#looked.alerts && earlier === this.#looked.earlier) return;
    this.#looked = { alerts, earlier };
    const known = new Set(this.#pending.map(markOf));
    this.#pending = pendingAlerts(logAlerts([{ id, alerts }, ...earlier]));
    this.#options.ports.title.show(titleOf(this.#pending));
    if (this.#pending.length === 0) this.#fallSilent();
    else if (this.#pending.some((each) => !known.has(markOf(each)))) this.#speak();
  }

  /**
   * The next time is set from the voice's answer, never from the timer itself: a browser slows
   * down timers of hidden tabs that set themselves.
   */
  #speak(): void {
    const { clock, ports } = this.#options;
    this.#hasMore = this.#isSpeaking;
    if (this.#isSpeaking) return;
    this.#isSpeaking = true;
    const begunAt = clock.now();
    const next = () => {
      this.#isSpeaking = false;
      if (this.#hasMore && this.#pending.length > 0) this.#speak();
      else this.#arm(Math.max(0, begunAt + interval - clock.now()));
    };
    void ports.voice.alone(() => this.#tell()).then(next, next);
  }

  async #tell(): Promise<void> {
    const [gravest] = this.#pending;
    if (!gravest) return;
    const { severity } = gravest.alert;
    const count = this.#pending.length;
    const waits = count === 1 ? '1 alert waits' : `${count} alerts wait`;
    this.#options.ports.notices.show(
      `${severityWords[severity]} flagged · Bedside`,
      `${waits} to be acknowledged. Open Bedside to see what it is.`,
    );
    if (this.store.getState().sound) await this.#sound(severity);
  }

  async #sound(severity: 'emergency' | 'urgent'): Promise<void> {
    const isHeard = await this.#options.ports.sound.play(severity);
    if (!this.#isClosed) this.store.setState({ isMuted: !isHeard });
  }

  #arm(delay: number): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#isClosed || this.#pending.length === 0) return;
    // A clock that was set back puts it off by no more than the longest wait.
    const wait = Math.min(interval + courtesy, delay);
    this.#cancel = this.#options.clock.after(wait, () => this.#speak());
  }

  #fallSilent(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#options.ports.title.show(null);
    this.#options.ports.notices.close();
  }
}

/** The same alert that got worse is worth another word. */
function markOf({ key, alert }: LoggedAlert): string {
  return `${key} ${alert.severity}`;
}

/** For the tab's title: how many, and the gravest of them in a word. */
function titleOf([gravest, ...others]: readonly LoggedAlert[]): string | null {
  if (!gravest) return null;
  return `(${others.length + 1}!) ${severityWords[gravest.alert.severity]} · Bedside`;
}

export function useAlarm({ store }: AlertRepeat): AlarmState {
  return useStore(store);
}
