/**
 * What the connection panel may ask for: how the lines are, whether anybody answers, and to try now.
 */
import type { Cancel } from './clock.ts';
import type { LinkName, Telemetry } from './telemetry.ts';

/** Whether a back end can be reached at all. Latency in milliseconds. */
export type Reach =
  | { readonly kind: 'reached'; readonly latency: number }
  /** What stands before it answered with that status, and nobody behind it. */
  | { readonly kind: 'proxy-only'; readonly status: number }
  | { readonly kind: 'unreachable' };

/** A figure of how the page feels, e.g. LCP in milliseconds. */
export interface Vital {
  readonly name: string;
  readonly value: number;
  readonly rating: string;
}

/** A line whose requests are held back, until `nextTryAt`, in milliseconds since 1970. */
export interface RestingLink {
  readonly link: LinkName;
  readonly nextTryAt: number;
}

export interface Connections extends Telemetry {
  /** In the order in which they are shown. */
  readonly backEnds: readonly string[];
  /** As it is in force; whoever shows it masks it first. */
  readonly config: unknown;
  readonly browser: string;
  check(backEnd: string): Promise<Reach>;
  /** Ends the rest of a line that rests; without one, of all that do. */
  tryNow(link?: LinkName): void;
  /** Of those that ask and answer; the same list until that changes. */
  resting(): readonly RestingLink[];
  /** Told when a line begins to rest, may be tried again, or answers again. */
  onChange(listener: () => void): Cancel;
  /** How the page feels. */
  vitals(): readonly Vital[];
  /** What the site says it runs; `null` where it does not. */
  readVersion(): Promise<string | null>;
}
