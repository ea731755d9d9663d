/**
 * Links with a breaker each, where requests are asked and answered.
 *
 * A socket has none of this kind: it asks for nothing by itself but to connect, and its back-off is its
 * breaker. Its one law: a request that is held back was never made, and counts as none.
 */
import type { Cancel, Clock } from '../core/clock.ts';
import { CircuitOpen } from '../core/errors.ts';
import type {
  BreakerState,
  LinkName,
  LinkReport,
  Telemetry,
  Transport,
} from '../core/telemetry.ts';
import type { Breaker, BreakerLimits } from './breaker.ts';
import { createBreaker } from './breaker.ts';
import type { Link, Links } from './link.ts';
import type { LiveTelemetry } from './telemetry.ts';

export interface GuardLimits {
  readonly rest: BreakerLimits;
  /** Of whatever stands: sockets, hubs, streams of events. */
  readonly socket: BreakerLimits;
}

export interface Guard extends Telemetry {
  links(tenant: string, backEnd: string): Links;
  /** Ends the rest of one, or of all that rest. */
  tryNow(link?: LinkName): void;
  /** Told when one begins to rest, may be tried again, or answers again. */
  onChange(listener: () => void): Cancel;
  /** Leaves no timer behind. */
  close(): void;
}

interface Guarded {
  readonly breaker: Breaker;
  heldBack: number;
}

export function guardLinks(telemetry: LiveTelemetry, limits: GuardLimits, clock: Clock): Guard {
  const guarded = new Map<string, Guarded>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const guardOf = (name: LinkName): Guarded => {
    const known = guarded.get(keyOf(name));
    if (known) return known;
    const breaker = createBreaker(limitsOf(limits, name.transport), clock);
    const made = { breaker, heldBack: 0 };
    breaker.onChange(tell);
    guarded.set(keyOf(name), made);
    return made;
  };
  return {
    links: (tenant, backEnd) => (transport) => {
      const name = { tenant, backEnd, transport };
      const link = telemetry.link(name);
      return transport === 'socket' ? link : guard(link, guardOf(name));
    },
    read() {
      const { links, errors } = telemetry.read();
      const withBreaker = (report: LinkReport): LinkReport => {
        const { breaker, heldBack = 0 } = guarded.get(keyOf(report.link)) ?? {};
        const state = breaker?.state() ?? socketState(report, limits.socket);
        return { ...report, heldBack, breaker: state };
      };
      return { links: links.map(withBreaker), errors };
    },
    tryNow(link) {
      const meant = link ? [guarded.get(keyOf(link))] : [...guarded.values()];
      for (const each of meant) each?.breaker.tryNow();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const { breaker } of guarded.values()) breaker.close();
    },
  };
}

function guard(link: Link, guarded: Guarded): Link {
  return {
    async run(operation, ask) {
      try {
        return await guarded.breaker.run(() => link.run(operation, ask));
      } catch (error) {
        if (error instanceof CircuitOpen) guarded.heldBack++;
        throw error;
      }
    },
    begin: (operation) => link.begin(operation),
    note: (operation, error) => link.note(operation, error),
    stands: (state) => link.stands(state),
  };
}

function keyOf({ tenant, backEnd, transport }: LinkName): string {
  return JSON.stringify([tenant, backEnd, transport]);
}

function limitsOf({ rest, socket }: GuardLimits, transport: Transport): BreakerLimits {
  return transport === 'rest' ? rest : socket;
}

/** The slow part of a socket's back-off is its open breaker, and the try that ends it the one let out. */
function socketState({ standing }: LinkReport, { failures }: BreakerLimits): BreakerState | null {
  if (standing?.phase === 'online') return { phase: 'closed', failures: 0 };
  if (standing?.phase !== 'waiting' && standing?.phase !== 'connecting') return null;
  const { attempt } = standing;
  if (attempt < failures) return { phase: 'closed', failures: attempt };
  if (standing.phase === 'connecting') return { phase: 'half-open' };
  return { phase: 'open', nextTryAt: standing.retryAt };
}
