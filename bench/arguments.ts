/** What the command line of `npm run bench` asks for. */
import { parseArgs } from 'node:util';

const partNames = ['load', 'stream', 'transcript', 'alert'] as const;
export type PartName = (typeof partNames)[number];

export interface BenchArguments {
  /** In the order in which they are run. */
  readonly parts: readonly PartName[];
  readonly isQuick: boolean;
  readonly isJson: boolean;
  /** Put the result into docs/performance.md too. */
  readonly isWritten: boolean;
  readonly streams: StreamChoice;
}

/** Which of the streams are measured. */
export interface StreamChoice {
  /** Parts of their names; all without one. */
  readonly documents: readonly string[];
  /** Their names; all without one. */
  readonly renderers: readonly string[];
  /** As usual if left out. */
  readonly rounds: number | undefined;
}

export const usage = `usage: npm run bench -- [part …] [options]
  parts    ${partNames.join(', ')}; all of them without a name
  --quick  one round, and of the streams the shortest: for a look
  --json   figures for machines
  --write  puts the result into docs/performance.md as well
  of the streams, each as often as wanted:
  --document <part of its name>, --renderer <name>, --rounds <number>
`;

export function readArguments(words: readonly string[]): BenchArguments {
  const flag = { type: 'boolean', default: false } as const;
  const names = { type: 'string', multiple: true, default: [] as string[] } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      quick: flag,
      json: flag,
      write: flag,
      document: names,
      renderer: names,
      rounds: { type: 'string' },
    },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !partNames.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part ‘${unknown}’`);
  const { document: documents, renderer: renderers } = values;
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
    throw new Error('--rounds is a whole number, 1 or more');
  }
  const isPart = documents.length > 0 || renderers.length > 0 || rounds !== undefined;
  if (isPart && values.write) throw new Error('What is written is measured as usual');
  const isAsked = (part: string) => positionals.length === 0 || positionals.includes(part);
  return {
    parts: partNames.filter(isAsked),
    isQuick: values.quick,
    isJson: values.json,
    isWritten: values.write,
    streams: { documents, renderers, rounds },
  };
}
