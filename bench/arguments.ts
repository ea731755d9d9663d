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
}

export const usage = `usage: npm run bench -- [part …] [options]
  parts    ${partNames.join(', ')}; all of them without a name
  --quick  one round, and of the streams the shortest: for a look
  --json   figures for machines
  --write  puts the result into docs/performance.md as well
`;

export function readArguments(words: readonly string[]): BenchArguments {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { quick: flag, json: flag, write: flag },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !partNames.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part ‘${unknown}’`);
  const isAsked = (part: string) => positionals.length === 0 || positionals.includes(part);
  return {
    parts: partNames.filter(isAsked),
    isQuick: values.quick,
    isJson: values.json,
    isWritten: values.write,
  };
}
