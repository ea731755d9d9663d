/**
 * The ways in which an alert that nobody has acknowledged makes itself noticed, as ports.
 *
 * Nothing that goes through them says anything about a patient: a title and a notification are
 * seen by whoever passes the screen.
 */
import type { Severity } from './alert.ts';
import type { Cancel } from './clock.ts';

export interface AlarmSound {
  /** Resolves when it has ended; false where the browser lets nothing be heard. */
  play(severity: Severity): Promise<boolean>;
}

/** `default`: the person was not asked yet. `unavailable`: this browser has none. */
export type NoticePermission = 'granted' | 'denied' | 'default' | 'unavailable';

/** Notifications of the operating system. */
export interface AlarmNotices {
  permission(): NoticePermission;
  /** Only on the person's own act. */
  ask(): Promise<void>;
  /** Replaces the one before. Does nothing without permission. */
  show(title: string, body: string): void;
  close(): void;
}

export interface AlarmTitle {
  /** `null` gives the page its own title back. */
  show(title: string | null): void;
}

/** Whose turn it is to be heard, among all tabs. */
export interface AlarmVoice {
  /** Runs `speak` unless some tab speaks at this moment. Resolves when there is silence, or none was. */
  alone(speak: () => Promise<void>): Promise<void>;
  /** Another tab has begun to speak. */
  onOther(listener: () => void): Cancel;
}

export interface AlarmPorts {
  readonly sound: AlarmSound;
  readonly notices: AlarmNotices;
  readonly title: AlarmTitle;
  readonly voice: AlarmVoice;
}
