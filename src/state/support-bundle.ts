/**
 * What a person hands to support: how the lines are, what failed, on what. Pure.
 *
 * Its one law: nobody can be told from it. It holds no name of a person, nothing of a conversation or
 * a patient, no token: each field is named here, none is passed on because it happened to be there,
 * and every text goes through `redact` as well.
 */
import { redact, redactAll } from '../lib/redact.ts';
import { mean, percentile } from '../lib/statistics.ts';
import type { Vital } from '../core/connections.ts';
import type {
  Counted,
  LinkName,
  LinkReport,
  LoggedError,
  TelemetryReport,
} from '../core/telemetry.ts';

export interface BundleParts {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly report: TelemetryReport;
  readonly vitals: readonly Vital[];
  /** As the site states it; `null` where it could not be read. */
  readonly version: string | null;
  readonly browser: string;
  readonly config: unknown;
}

/** A number and a commit, which may look like somebody's number, and is what support asks for first. */
const isVersion = /^\d+\.\d+\.\d+ \([0-9a-f]{1,40}\)$/;
/** Of the version of a browser the first number is enough; all of them look like one for a telephone. */
const laterDigits = /(\/\d+)\.[\d.]*/g;

/** JSON. */
export function writeBundle(parts: BundleParts): string {
  const { at, version, browser, config } = parts;
  const bundle = {
    madeAt: timeOf(at),
    version: version !== null && !isVersion.test(version) ? redact(version) : version,
    browser: redact(browser.replace(laterDigits, '$1')),
    ...writeMetrics(parts),
    config: redactAll(config),
  };
  return JSON.stringify(bundle, null, 2);
}

/** The figures and errors alone, for a site that gathers them. */
export function writeMetrics({ report, vitals }: Pick<BundleParts, 'report' | 'vitals'>) {
  return {
    links: report.links.map(writeLink),
    errors: report.errors.map(writeError),
    vitals: vitals.map(writeVital),
  };
}

function writeLink(report: LinkReport) {
  const { succeeded, failed, cancelled, heldBack, durations, uptime, reconnects } = report;
  return {
    ...writeName(report.link),
    requests: succeeded + failed,
    operations: toObject(report.operations),
    ...{ succeeded, failed, failures: toObject(report.failures), cancelled, heldBack },
    meanMilliseconds: rounded(mean(durations)),
    p95Milliseconds: rounded(percentile(durations, 0.95)),
    standing: report.standing?.phase ?? null,
    ...{ uptime, reconnects },
    breaker: report.breaker?.phase ?? null,
    lastErrorAt: report.lastError && timeOf(report.lastError.at),
  };
}

function writeError({ at, link, operation, kind, status, detail }: LoggedError) {
  return {
    at: timeOf(at),
    ...writeName(link),
    ...{ operation: redact(operation), kind: redact(kind), status, detail: redact(detail) },
  };
}

function writeName({ tenant, backEnd, transport }: LinkName) {
  return { tenant: redact(tenant), backEnd: redact(backEnd), transport };
}

function writeVital({ name, value, rating }: Vital) {
  return { name: redact(name), value, rating: redact(rating) };
}

function toObject(counts: readonly Counted[]): Record<string, number> {
  return Object.fromEntries(counts.map(({ name, count }) => [redact(name), count]));
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value);
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
