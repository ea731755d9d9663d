/**
 * `npm run bench`: what the built site weighs and costs to open, and what it costs to show a reply
 * while it is streamed, in one run on this machine. It reports; it never fails for being slow.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { build } from 'vite';
import type { PartName } from './arguments.ts';
import { readArguments, usage } from './arguments.ts';
import { launchChromium } from './chromium.ts';
import { measureLoads } from './load.ts';
import { describeLoads, describeSizes } from './load-report.ts';
import { recordPart } from './record.ts';
import { measureSizes } from './sizes.ts';
import { measureStreams } from './stream.ts';
import { describeStreams, streamTargets } from './stream-report.ts';
import { describeTargets } from './targets.ts';

const record = 'docs/performance.md';

interface Measured {
  /** For machines. */
  readonly figures: object;
  readonly text: string;
}

const measure: Readonly<Record<PartName, (isQuick: boolean) => Promise<Measured>>> = {
  async load() {
    if (!existsSync('dist/.vite/manifest.json')) await build({ logLevel: 'error' });
    const sizes = measureSizes();
    const loads = await measureLoads();
    return {
      figures: { sizes, loads },
      text: `${describeSizes(sizes)}\n\n${describeLoads(loads)}`,
    };
  },
  async stream(isQuick) {
    const streaming = await measureStreams(isQuick, tell);
    const targets = streamTargets(streaming);
    const text = `${describeStreams(streaming)}\n\n${describeTargets(targets)}`;
    return { figures: { streaming, targets }, text };
  },
};

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { parts, isQuick, isJson, isWritten } = readArguments(process.argv.slice(2));
  const all = {};
  for (const part of parts) {
    const { figures, text } = await measure[part](isQuick);
    Object.assign(all, figures);
    if (!isJson) process.stdout.write(`${text}\n\n`);
    if (isWritten) await keep(part, text);
  }
  if (isJson) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}

async function keep(part: PartName, text: string): Promise<void> {
  const made = `${await describeMachine()}: \`npm run bench -- ${part}\``;
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
