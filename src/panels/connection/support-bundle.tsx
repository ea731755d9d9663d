/** Hands the figures to support: to the clipboard, or as a file where there is none. */
import { useState } from 'react';
import type { TelemetryReport } from '../../core/telemetry.ts';
import { useConnections } from '../../state/connections.ts';
import { writeBundle } from '../../state/support-bundle.ts';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';

interface SupportBundleProps {
  report: TelemetryReport;
  version: string | null;
}

export function SupportBundle({ report, version }: SupportBundleProps) {
  const connections = useConnections();
  const [outcome, setOutcome] = useState('');
  const copy = async () => {
    const { browser, config } = connections;
    const vitals = connections.vitals();
    const bundle = writeBundle({ at: Date.now(), report, vitals, version, browser, config });
    try {
      await navigator.clipboard.writeText(bundle);
      setOutcome('Copied.');
    } catch {
      saveFile(bundle, 'bedside-support.json', 'application/json');
      setOutcome('The clipboard is not to be had here: saved as bedside-support.json.');
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4">
      <p className="min-w-60 grow basis-0 text-sm text-ink-2">
        The support bundle holds these figures and errors, the version, the browser, and the
        configuration with secrets masked. It holds no names of people, nothing of a conversation or
        a patient, and no token.
      </p>
      <span role="status" className="text-sm text-ink-2">
        {outcome}
      </span>
      <Button onPress={() => void copy()}>Copy support bundle</Button>
    </div>
  );
}
