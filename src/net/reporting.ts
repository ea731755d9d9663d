/**
 * Hands figures to an address of the site's own, every so often and when the page is left.
 *
 * Its one law: what cannot be handed over is let go; nobody at work ever waits for it or hears of it.
 */
import type { Cancel, Clock } from '../core/clock.ts';

export interface ReportingOptions {
  /** Absolute. */
  readonly address: string;
  /** Milliseconds between two reports. */
  readonly every: number;
  readonly clock: Clock;
  /** What there is to say, as JSON; `null` where nothing is new. */
  write(): string | null;
  /** Calls back when the page may not be seen again. */
  onLeave(listener: () => void): Cancel;
  send(address: string, body: string): void;
}

/** @returns what ends it */
export function openReporting({ clock, every, ...options }: ReportingOptions): Cancel {
  let cancelTimer: Cancel = () => undefined;
  const report = () => {
    const body = options.write();
    if (body !== null) options.send(options.address, body);
  };
  const plan = () => {
    cancelTimer = clock.after(every, () => {
      report();
      plan();
    });
  };
  const forgetLeaving = options.onLeave(report);
  plan();
  return () => {
    cancelTimer();
    forgetLeaving();
  };
}

/** Goes out even as the page goes away. */
export function sendReport(address: string, body: string): void {
  const isTaken = navigator.sendBeacon(address, new Blob([body], { type: 'application/json' }));
  if (isTaken) return;
  const headers = { 'content-type': 'application/json' };
  void fetch(address, { method: 'POST', body, headers, keepalive: true }).catch(() => undefined);
}

export function onPageLeft(listener: () => void): Cancel {
  addEventListener('pagehide', listener);
  return () => removeEventListener('pagehide', listener);
}
