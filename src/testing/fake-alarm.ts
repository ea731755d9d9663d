/**
 * The ports of an alarm without a browser: what would be heard and seen is written down.
 *
 * Tabs share one `FakeVoices`. Sound lasts until the test ends it, so that two can meet.
 */
import type {
  AlarmNotices,
  AlarmPorts,
  AlarmSound,
  AlarmTitle,
  AlarmVoice,
  NoticePermission,
} from '../core/alarm.ts';
import type { Severity } from '../core/alert.ts';

/** Whose turn it is among the tabs of a test. */
export class FakeVoices {
  #ears = new Map<object, () => void>();
  #speaker: object | null = null;

  tab(): AlarmVoice {
    const tab = {};
    return {
      alone: async (speak) => {
        if (this.#speaker) return;
        this.#speaker = tab;
        for (const [other, hear] of this.#ears) if (other !== tab) hear();
        await speak();
        this.#speaker = null;
      },
      onOther: (listener) => {
        this.#ears.set(tab, listener);
        return () => this.#ears.delete(tab);
      },
    };
  }
}

export class FakeAlarm implements AlarmPorts {
  readonly played: Severity[] = [];
  /** Bodies with their titles, as they were shown. */
  readonly shown: string[] = [];
  /** `null`: the page's own. */
  badge: string | null = null;
  isNoticeOpen = false;
  isMuted = false;
  allowed: NoticePermission = 'default';
  /** What the person answers when asked. */
  answer: NoticePermission = 'granted';
  readonly voice: AlarmVoice;
  #endSound: (() => void) | null = null;
  #isLong: boolean;

  constructor(voices = new FakeVoices(), options: { longSounds?: boolean } = {}) {
    this.voice = voices.tab();
    this.#isLong = options.longSounds ?? false;
  }

  readonly sound: AlarmSound = {
    play: async (severity) => {
      if (this.isMuted) return false;
      this.played.push(severity);
      if (this.#isLong) await new Promise<void>((resolve) => (this.#endSound = resolve));
      return true;
    },
  };

  readonly notices: AlarmNotices = {
    permission: () => this.allowed,
    ask: () => {
      this.allowed = this.answer;
      return Promise.resolve();
    },
    show: (title, body) => {
      this.shown.push(`${title}: ${body}`);
      this.isNoticeOpen = true;
    },
    close: () => {
      this.isNoticeOpen = false;
    },
  };

  readonly title: AlarmTitle = {
    show: (title) => {
      this.badge = title;
    },
  };

  endSound(): void {
    this.#endSound?.();
  }
}
