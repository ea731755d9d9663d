/** How a line stands, in words and figures. Pure. */
import type { Reach } from '../../core/connections.ts';
import type {
  BreakerState,
  LinkName,
  LinkReport,
  TelemetryReport,
  Transport,
} from '../../core/telemetry.ts';
import { formatDuration } from '../../lib/format-time.ts';
import { mean, percentile } from '../../lib/statistics.ts';
import { describeConnection } from './describe-connection.ts';
import { namesOfResting } from './names-of-resting.ts';

export const transports: Readonly<Record<Transport, string>> = {
  rest: 'Requests',
  socket: 'Live line (WebSocket)',
  hub: 'Live line (SignalR)',
  sse: 'Notices (server-sent events)',
};

export interface LinkWords {
  readonly words: string;
  readonly tone: 'good' | 'changing' | 'bad' | 'none';
  /** A person can end a rest. */
  readonly canTry: boolean;
}

/** @param now milliseconds since 1970 */
export function describeLink(report: LinkReport, now: number): LinkWords {
  const { breaker, standing, link } = report;
  if (link.transport !== 'rest' && standing && breaker?.phase !== 'open') {
    return describeStanding(standing, now);
  }
  // A socket is tried by the button beside its state in the bar.
  if (breaker?.phase === 'open') {
    const words = `Resting after several failures · ${untilNext(breaker.nextTryAt, now)}`;
    return { words, tone: 'bad', canTry: link.transport !== 'socket' };
  }
  if (breaker?.phase === 'half-open') {
    return { words: 'The next request tries whether it is back', tone: 'changing', canTry: false };
  }
  return describeAnswers(report, breaker);
}

function describeStanding(standing: NonNullable<LinkReport['standing']>, now: number): LinkWords {
  const { word, short } = describeConnection(standing, now);
  const tones = {
    idle: 'none',
    connecting: 'changing',
    online: 'good',
    waiting: 'bad',
    failed: 'bad',
  };
  const tone = tones[standing.phase] as LinkWords['tone'];
  return { words: word === undefined ? short : `${word} · ${short}`, tone, canTry: false };
}

function describeAnswers(
  { succeeded, failed }: LinkReport,
  breaker: Extract<BreakerState, { phase: 'closed' }> | null,
): LinkWords {
  const failures = breaker?.failures ?? 0;
  if (failures > 0) {
    const words = failures === 1 ? 'The last one failed' : `The last ${failures} failed`;
    return { words, tone: 'bad', canTry: false };
  }
  if (succeeded + failed === 0) return { words: 'Not asked yet', tone: 'none', canTry: false };
  return { words: 'Answers', tone: 'good', canTry: false };
}

/** `next try in 24 s` */
function untilNext(nextTryAt: number, now: number): string {
  return `next try in ${Math.max(0, Math.round((nextTryAt - now) / 1000))} s`;
}

export interface Figure {
  readonly name: string;
  readonly value: string;
}

export function figuresOf(report: LinkReport): readonly Figure[] {
  const { link, succeeded, failed, durations, uptime, reconnects, heldBack } = report;
  const requests = succeeded + failed;
  const average = mean(durations);
  const p95 = percentile(durations, 0.95);
  const figures: (Figure | false)[] = [
    {
      name: link.transport === 'rest' ? 'Requests' : 'Connects and messages',
      value: `${requests}`,
    },
    requests > 0 && { name: 'Succeeded', value: share(succeeded, requests) },
    average !== null && { name: 'Mean', value: milliseconds(average) },
    p95 !== null && { name: '95 % within', value: milliseconds(p95) },
    link.transport !== 'rest' && { name: 'Up', value: uptimeOf(uptime) },
    link.transport !== 'rest' && { name: 'Reconnects', value: `${reconnects}` },
    heldBack > 0 && { name: 'Held back', value: `${heldBack}` },
  ];
  return figures.filter((figure) => figure !== false);
}

/** Never rounded up to all of it. */
function share(part: number, whole: number): string {
  const percent = (part / whole) * 100;
  return `${percent === 100 ? 100 : Math.min(99.9, Math.round(percent * 10) / 10)} %`;
}

function milliseconds(value: number): string {
  return value < 10_000 ? `${Math.round(value)} ms` : formatDuration(value);
}

function uptimeOf(uptime: number): string {
  return uptime < 60_000 ? `${Math.floor(uptime / 1000)} s` : formatDuration(uptime);
}

export function describeDurations(durations: readonly number[]): string {
  const [shortest, longest] = [Math.min(...durations), Math.max(...durations)].map(milliseconds);
  const last = milliseconds(durations.at(-1) ?? 0);
  if (durations.length === 1) return `One answer took ${last}.`;
  return `The last ${durations.length} answers took ${shortest} to ${longest}, the latest ${last}.`;
}

export function describeReach(reach: Reach): string {
  switch (reach.kind) {
    case 'reached':
      return `Reached in ${milliseconds(reach.latency)}`;
    case 'proxy-only':
      return `This site answers, nobody behind it (status ${reach.status})`;
    case 'unreachable':
      return 'Cannot be reached';
  }
}

/** One sentence on all of them. */
export function describeAll({ links }: TelemetryReport): string {
  const resting = links.filter(({ breaker }) => breaker?.phase === 'open').map(linkOf);
  if (resting.length > 0) {
    const who = new Intl.ListFormat('en-GB').format(namesOfResting(resting, links.map(linkOf)));
    return `${who}: several requests in a row have failed, so nothing is asked there for a while. Nothing you write is lost.`;
  }
  const isFailing = links.some(({ standing }) => standing?.phase === 'waiting');
  return isFailing
    ? 'A line is down; it goes on trying. Nothing you write is lost.'
    : 'Figures since you signed in, on this device only.';
}

function linkOf({ link }: { link: LinkName }): LinkName {
  return link;
}

const kinds: Readonly<Record<string, string>> = {
  SignInRequired: 'Sign-in not accepted',
  Forbidden: 'Not allowed',
  RateLimited: 'Too many requests',
  Unreachable: 'No answer',
  TimedOut: 'No answer in time',
  Rejected: 'Refused as wrong',
  ServerFault: 'The server failed',
  BadFrame: 'Not understood',
};

export function kindWords(kind: string): string {
  return kinds[kind] ?? 'Something unexpected';
}
