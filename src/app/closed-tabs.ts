/**
 * Notices that another tab of this browser has been closed, while this page is open.
 *
 * Its one law: a tab that is loaded anew is none that is closed; it has its time to come back.
 */
import type { Cancel, Clock } from '../core/clock.ts';

export interface ClosedTabsOptions {
  readonly clock: Clock;
  /** Names of the tabs that are open now; `null` where the browser cannot tell. */
  open(): Promise<ReadonlySet<string> | null>;
  /** Told once of each tab that is gone. */
  onClosed(tab: string): void;
}

/** Milliseconds between two looks. Who is missing in two of them is gone: a reload takes less. */
const interval = 5_000;

export function watchClosedTabs({ clock, open, onClosed }: ClosedTabsOptions): Cancel {
  let known: ReadonlySet<string> = new Set();
  let missing: ReadonlySet<string> = new Set();
  let isOver = false;
  let cancel: Cancel = () => undefined;
  const look = async () => {
    const tabs = (await open().catch(() => null)) ?? known;
    if (isOver) return;
    const gone = [...known].filter((tab) => !tabs.has(tab));
    for (const tab of gone) if (missing.has(tab)) onClosed(tab);
    const stillMissing = gone.filter((tab) => !missing.has(tab));
    known = new Set([...tabs, ...stillMissing]);
    missing = new Set(stillMissing);
    cancel = clock.after(interval, () => void look());
  };
  void look();
  return () => {
    isOver = true;
    cancel();
  };
}
