/**
 * `npm run bench`: what the built site weighs and costs to open, and what it costs to show a reply
 * while it is streamed, alone and below a long conversation, and how fast an emergency is seen, in
 * one run on this machine. It reports; it never fails for being slow.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { build } from 'vite';
import type { BenchArguments, PartName, StreamChoice } from './arguments.ts';
import { measureAlerts } from './alert.ts';
import { alertTargets, describeAlerts } from './alert-report.ts';
import { readArguments, usage } from './arguments.ts';
import { launchChromium } from './chromium.ts';
import { measureLoads } from './load.ts';
import { describeLoads, describeSizes } from './load-report.ts';
import { recordPart } from './record.ts';
import { measureSizes } from './sizes.ts';
import { measureStreams } from './stream.ts';
import { describeStreams, streamTargets } from './stream-report.ts';
import { describeTargets } from './targets.ts';
import { measureTranscripts } from './transcript.ts';
import { describeTranscripts, transcriptTargets } from './transcript-report.ts';

const record = 'docs/performance.md';

interface Measured {
  /** For machines. */
  readonly figures: object;
  readonly text: string;
}

type Measure = (isQuick: boolean, streams: StreamChoice) => Promise<Measured>;

const measure: Readonly<Record<PartName, Measure>> = {
  async load() {
    await buildIfMissing();
    const sizes = measureSizes();
    const loads = await measureLoads();
    return {
      figures: { sizes, loads },
      text: `${describeSizes(sizes)}\n\n${describeLoads(loads)}`,
    };
  },
  async stream(isQuick, choice) {
    const streaming = await measureStreams(isQuick, choice, tell);
    const targets = streamTargets(streaming);
    const text = `${describeStreams(streaming)}\n\n${describeTargets(targets)}`;
    return { figures: { streaming, streamTargets: targets }, text };
  },
  async transcript(isQuick) {
    const transcripts = await measureTranscripts(isQuick);
    const targets = transcriptTargets(transcripts);
    const text = `${describeTranscripts(transcripts)}\n\n${describeTargets(targets)}`;
    return { figures: { transcripts, transcriptTargets: targets }, text };
  },
  async alert(isQuick) {
    await buildIfMissing();
    const alerts = await measureAlerts(isQuick);
    const targets = alertTargets(alerts);
    const text = `${describeAlerts(alerts)}\n\n${describeTargets(targets)}`;
    return { figures: { alerts, alertTargets: targets }, text };
  },
};

await main(readArgumentsOrExplain());

async function main({ parts, isQuick, isJson, isWritten, streams }: BenchArguments) {
  const all = {};
  for (const part of parts) {
    const { figures, text } = await measure[part](isQuick, streams);
    Object.assign(all, figures);
    if (!isJson) process.stdout.write(`${text}\n\n`);
    if (isWritten) await keep(part, isQuick, text);
  }
  if (isJson) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}

function readArgumentsOrExplain(): BenchArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    process.exit(2);
  }
}

async function buildIfMissing(): Promise<void> {
  if (!existsSync('dist/.vite/manifest.json')) await build({ logLevel: 'error' });
}

async function keep(part: PartName, isQuick: boolean, text: string): Promise<void> {
  const command = `npm run bench -- ${part}${isQuick ? ' --quick' : ''}`;
  const made = `${await describeMachine()}: \`${command}\``;
  const page = readFileSync(record, 'utf8');
  writeFileSync(record, recordPart(page, part, `${made}\n\n\`\`\`text\n${text}\n\`\`\``));
}

async function describeMachine(): Promise<string> {
  const browser = await launchChromium();
  const version = browser.version();
  await browser.close();
  const [processor] = cpus();
  const day = new Date().toISOString().slice(0, 10);
  const cores = `${cpus().length} × ${processor?.model ?? 'an unknown processor'}`;
  return `${day}, ${cores}, Chromium ${version} without a display, Node ${process.versions.node}`;
}

function tell(what: string): void {
  process.stderr.write(`measuring ${what}\n`);
}
