/** The lines of a workspace, guarded and measured, and what is told of them. */
import * as z from 'zod/mini';
import type { Cancel } from '../core/clock.ts';
import type { Connections, RestingLink, Vital } from '../core/connections.ts';
import type { LinkName, TelemetryReport } from '../core/telemetry.ts';
import type { Pace } from '../net/backoff.ts';
import type { Guard } from '../net/guarded-links.ts';
import { guardLinks } from '../net/guarded-links.ts';
import { createHttp } from '../net/http.ts';
import { ping } from '../net/ping.ts';
import { systemClock } from '../net/system-clock.ts';
import type { LiveTelemetry } from '../net/telemetry.ts';
import type { WakeReason } from '../net/wake.ts';
import { onWake } from '../net/wake.ts';
import type { Config } from './config.ts';

export interface OpenConnections {
  readonly guard: Guard;
  /** Of sockets. */
  readonly pace: Pace;
  readonly connections: Connections;
  /** Calls back when it is worth trying at once, also because a breaker says so. */
  onWake(listener: (why: WakeReason) => void): Cancel;
  close(): void;
}

export function openConnections(config: Config, telemetry: LiveTelemetry): OpenConnections {
  const { rest, socket } = config.resilience;
  const inMilliseconds = (limits: typeof rest) => ({ ...limits, rest: limits.rest * 1000 });
  const limits = { rest: inMilliseconds(rest), socket: inMilliseconds(socket) };
  const guard = guardLinks(telemetry, limits, systemClock);
  const vitals = watchLater();
  const addresses = addressesOf(config);
  const connections: Connections = {
    read: () => ofTenant(guard.read(), config.tenant),
    tryNow: guard.tryNow,
    onChange: guard.onChange,
    resting: restingOf(guard),
    backEnds: [...addresses.keys()],
    // The accounts of a demonstration are no use to anybody here.
    config: { ...config, demo: config.demo !== undefined },
    browser: navigator.userAgent,
    check: (backEnd) => ping(addresses.get(backEnd) ?? '', systemClock),
    vitals,
    readVersion,
  };
  // A hint that the network is back is worth one request.
  const forgetWaking = onWake(() => guard.tryNow());
  const endReporting = report(config, connections);
  return {
    guard,
    pace: { fastTries: socket.failures - 1, rest: limits.socket.rest },
    connections,
    onWake(listener) {
      const forget = [onWake(listener), guard.onChange(() => listener('seen'))];
      return () => forget.forEach((each) => each());
    },
    close() {
      forgetWaking();
      endReporting();
      guard.close();
    },
  };
}

/** Others on this page are others' affair. */
function ofTenant({ links, errors }: TelemetryReport, tenant: string): TelemetryReport {
  const isOurs = ({ link }: { readonly link: LinkName }) => link.tenant === tenant;
  return { links: links.filter(isOurs), errors: errors.filter(isOurs) };
}

function addressesOf({ dx0, aiDoctor, sessions }: Config): ReadonlyMap<string, string> {
  const named = [
    ['Dx0', dx0],
    ['AI Doctor', aiDoctor],
    ['Sessions', sessions],
  ] as const;
  return new Map(
    named.flatMap(([name, part]) =>
      part ? [[name, new URL(`${part.baseUrl}/`, location.href).href] as const] : [],
    ),
  );
}

function restingOf(guard: Guard): Connections['resting'] {
  let resting: readonly RestingLink[] = [];
  guard.onChange(() => {
    resting = guard
      .read()
      .links.flatMap(({ link, breaker }) =>
        link.transport !== 'socket' && breaker?.phase === 'open'
          ? [{ link, nextTryAt: breaker.nextTryAt }]
          : [],
      );
  });
  return () => resting;
}

/** Nobody waits for these figures. */
function watchLater(): () => readonly Vital[] {
  let read = (): readonly Vital[] => [];
  import('../net/web-vitals.ts').then(
    ({ watchVitals }) => (read = watchVitals()),
    () => undefined,
  );
  return () => read();
}

const wireVersion = z.object({ version: z.string(), build: z.string() });

async function readVersion(): Promise<string | null> {
  try {
    const http = createHttp({ baseUrl: new URL('.', location.href).href, cache: 'no-store' });
    const { version, build } = await http.get('version.json', wireVersion);
    return `${version} (${build})`;
  } catch {
    return null;
  }
}

/** Only where the site names an address for it, and never in anybody's way. */
function report({ resilience }: Config, connections: Connections): Cancel {
  const { reportTo, reportEvery } = resilience;
  if (reportTo === undefined) return () => undefined;
  const address = new URL(reportTo, location.href).href;
  let end: Cancel | null = null;
  let isClosed = false;
  import('./report-figures.ts').then(
    ({ reportFigures }) => {
      if (!isClosed) end = reportFigures(address, reportEvery * 1000, connections);
    },
    () => undefined,
  );
  return () => {
    isClosed = true;
    end?.();
  };
}
