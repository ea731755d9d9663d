/** How the lines to the back ends are: words first, then figures, errors, and what support asks for. */
import type { ReactNode } from 'react';
import type { Connections } from '../../core/connections.ts';
import type { TelemetryReport } from '../../core/telemetry.ts';
import { formatDuration } from '../../lib/format-time.ts';
import { redactAll } from '../../lib/redact.ts';
import { useConnections } from '../../state/connections.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BackEndCard } from './back-end-card.tsx';
import { ErrorTable } from './error-table.tsx';
import { SupportBundle } from './support-bundle.tsx';
import { describeAll } from './describe-link.ts';
import { useVersion } from './use-version.ts';

export function ConnectionPanel() {
  const connections = useConnections();
  // The figures are read anew with each second.
  const now = useNow(1000);
  const report = connections.read();
  const version = useVersion();
  const vitals = connections.vitals();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-2">{describeAll(report)}</p>
      {backEndsOf(connections, report).map((backEnd) => (
        <BackEndCard
          key={backEnd}
          backEnd={backEnd}
          canCheck={connections.backEnds.includes(backEnd)}
          links={report.links.filter(({ link }) => link.backEnd === backEnd)}
          now={now}
        />
      ))}
      <Disclosure label={`Last errors (${report.errors.length})`}>
        <ErrorTable errors={report.errors} />
      </Disclosure>
      <Disclosure label="This page">
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 pt-2 text-sm">
          <Row name="Version">{version ?? 'not told by this site'}</Row>
          <Row name="Made of">
            <a
              href="licenses.txt"
              target="_blank"
              rel="noopener"
              className="opens-new-tab text-accent underline underline-offset-2 hover:text-accent-hover"
            >
              Licenses of what Bedside is made of
            </a>
          </Row>
          <Row name="Browser">{connections.browser}</Row>
          {vitals.map(({ name, value, rating }) => (
            <Row key={name} name={vitalNames[name] ?? name}>
              {name === 'CLS' ? value.toFixed(3) : formatDuration(value)} · {ratings[rating]}
            </Row>
          ))}
        </dl>
      </Disclosure>
      <Disclosure label="Configuration in force">
        <p className="pt-2 text-sm text-ink-3">Passwords, keys and tokens are masked.</p>
        <pre className="mt-2 rounded-lg bg-sunken p-3 text-xs wrap-anywhere whitespace-pre-wrap">
          {JSON.stringify(redactAll(connections.config), null, 2)}
        </pre>
      </Disclosure>
      <SupportBundle report={report} version={version} />
    </div>
  );
}

/** Those of the site, and whoever else was asked, e.g. for tokens. */
function backEndsOf({ backEnds }: Connections, { links }: TelemetryReport): readonly string[] {
  return [...new Set([...backEnds, ...links.map(({ link }) => link.backEnd)])];
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  );
}

const vitalNames: Readonly<Record<string, string>> = {
  TTFB: 'First byte after',
  FCP: 'First words after',
  LCP: 'Largest part after',
  INP: 'Slowest answer to a press',
  CLS: 'Movement while loading',
};
const ratings: Readonly<Record<string, string>> = {
  good: 'good',
  'needs-improvement': 'could be better',
  poor: 'poor',
};
