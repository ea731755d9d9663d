/**
 * Counts and times what goes to the back ends, in memory only.
 *
 * It owns the figures of every link and the last errors of all. Its one law: it never grows beyond
 * its bounds, and nothing that a server or a person wrote enters it.
 */
import type { Clock } from '../core/clock.ts';
import type { ConnectionState } from '../core/connection.ts';
import { describeFault } from '../core/errors.ts';
import type {
  Counted,
  LinkName,
  LinkReport,
  LoggedError,
  Telemetry,
  TelemetryReport,
} from '../core/telemetry.ts';
import type { Link, Links, Measured } from './link.ts';
import { measure } from './link.ts';

export interface LiveTelemetry extends Telemetry {
  link(name: LinkName): Link;
  links(tenant: string, backEnd: string): Links;
  /** Forgets everything, as when a person signs out. */
  clear(): void;
}

/** How many answers stand for how long they take. */
export const durationsKept = 120;
export const errorsKept = 100;
/** More names than the code has would be a mistake of its. */
const mostNames = 40;

export function createTelemetry(clock: Clock): LiveTelemetry {
  const tallies = new Map<string, Tally>();
  let errors: readonly LoggedError[] = [];
  const log = (error: LoggedError) => {
    errors = [...errors.slice(1 - errorsKept), error];
  };
  const link = (name: LinkName): Link => {
    const key = JSON.stringify([name.tenant, name.backEnd, name.transport]);
    const tally = tallies.get(key) ?? new Tally(name, clock, log);
    tallies.set(key, tally);
    return tally;
  };
  return {
    link,
    links: (tenant, backEnd) => (transport) => link({ tenant, backEnd, transport }),
    read: (): TelemetryReport => ({
      links: [...tallies.values()].map((tally) => tally.report()),
      errors,
    }),
    clear() {
      // Whatever is still open reports to its tally, not to a new one of the same name.
      for (const tally of tallies.values()) tally.clear();
      errors = [];
    },
  };
}

class Tally implements Link {
  #name: LinkName;
  #clock: Clock;
  #log: (error: LoggedError) => void;
  #operations = new Map<string, number>();
  #failures = new Map<string, number>();
  #succeeded = 0;
  #failed = 0;
  #cancelled = 0;
  #durations: number[] = [];
  #standing: ConnectionState | null = null;
  #wasOnline = false;
  #reconnects = 0;
  /** Of the times that are over. */
  #uptime = 0;
  #lastError: LoggedError | null = null;

  constructor(name: LinkName, clock: Clock, log: (error: LoggedError) => void) {
    this.#name = name;
    this.#clock = clock;
    this.#log = log;
  }

  run<Result>(operation: string, ask: () => Promise<Result>): Promise<Result> {
    return measure(this.begin(operation), ask);
  }

  begin(operation: string): Measured {
    const begunAt = this.#clock.now();
    let isOver = false;
    const end = (note: (duration: number) => void) => {
      if (isOver) return;
      isOver = true;
      note(Math.max(0, this.#clock.now() - begunAt));
    };
    count(this.#operations, operation);
    return {
      succeed: () => end((duration) => this.#noteSuccess(duration)),
      fail: (error) => end(() => this.#noteFailure(operation, error)),
      cancel: () => end(() => this.#cancelled++),
    };
  }

  note(operation: string, error: unknown): void {
    const fault = describeFault(error);
    if (!fault) return;
    count(this.#failures, fault.kind);
    this.#lastError = { at: this.#clock.now(), link: this.#name, operation, ...fault };
    this.#log(this.#lastError);
  }

  stands(state: ConnectionState): void {
    this.#uptime += this.#upSince();
    if (state.phase === 'online') {
      if (this.#wasOnline) this.#reconnects++;
      this.#wasOnline = true;
    }
    if (state.phase === 'idle') this.#wasOnline = false;
    this.#standing = state;
  }

  report(): LinkReport {
    return {
      link: this.#name,
      operations: sorted(this.#operations),
      succeeded: this.#succeeded,
      failed: this.#failed,
      failures: sorted(this.#failures),
      cancelled: this.#cancelled,
      heldBack: 0,
      durations: [...this.#durations],
      standing: this.#standing,
      uptime: this.#uptime + this.#upSince(),
      reconnects: this.#reconnects,
      lastError: this.#lastError,
      breaker: null,
    };
  }

  /** How the line stands is still so. */
  clear(): void {
    this.#operations.clear();
    this.#failures.clear();
    this.#succeeded = this.#failed = this.#cancelled = 0;
    this.#durations = [];
    this.#uptime = this.#reconnects = 0;
    this.#lastError = null;
  }

  #noteSuccess(duration: number): void {
    this.#succeeded++;
    this.#durations = [...this.#durations.slice(1 - durationsKept), duration];
  }

  #noteFailure(operation: string, error: unknown): void {
    if (!describeFault(error)) {
      this.#cancelled++;
      return;
    }
    this.#failed++;
    this.note(operation, error);
  }

  #upSince(): number {
    if (this.#standing?.phase !== 'online') return 0;
    return Math.max(0, this.#clock.now() - this.#standing.since);
  }
}

function count(counts: Map<string, number>, name: string): void {
  const known = counts.has(name) || counts.size < mostNames ? name : 'others';
  counts.set(known, (counts.get(known) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): readonly Counted[] {
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}
