/**
 * `docs/faults.md` against the tree: a test that the table names is there, and injects that fault.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const backEnds = ['dx0', 'ai-doctor', 'sessions', 'xians'] as const;

/** Suites that a back end runs from a test of its own, by the call. */
const suites: ReadonlyMap<string, string> = new Map([
  ['src/adapters/backend-contract.ts', 'describeBackendContract('],
  ['src/testing/socket-faults.ts', 'describeSocketFaults('],
]);

interface Row {
  readonly number: number;
  readonly shared: string;
  readonly cells: readonly string[];
}

const rows: readonly Row[] = read('docs/faults.md')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, number = '']) => /^\d+$/.test(number))
  .map(([, number, , shared = '', ...cells]) => {
    return { number: Number(number), shared, cells: cells.slice(0, backEnds.length) };
  });

const filesOf = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

/** Whether any test of the back end runs the suite. */
function runs(backEnd: string, call: string): boolean {
  const folder = `src/adapters/${backEnd}/`;
  return readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.test.ts'))
    .some((name) => read(folder + name).includes(call));
}

describe('the table of faults', () => {
  it('has all 44, in order, and a word for every back end', () => {
    expect(rows.map(({ number }) => number)).toEqual(
      Array.from({ length: 44 }, (_, index) => index + 1),
    );
    for (const { cells } of rows) {
      expect(cells).toHaveLength(backEnds.length);
      for (const cell of cells) expect(cell).toMatch(/^(shared$|(n\/a|open): .{10}|`)/);
    }
  });

  it.each(rows)('[F$number] names tests that inject it', ({ number, shared, cells }) => {
    for (const file of [shared, ...cells].flatMap(filesOf)) {
      expect(existsSync(new URL(file, root)), file).toBe(true);
      expect(read(file), file).toMatch(new RegExp(`\\[F${number}\\]`));
    }
    if (cells.includes('shared')) expect(filesOf(shared)).not.toEqual([]);
  });

  it('names no suite for a back end that does not run it', () => {
    for (const { cells } of rows) {
      for (const [index, backEnd] of backEnds.entries()) {
        for (const file of filesOf(cells[index] ?? '')) {
          const call = suites.get(file);
          if (call !== undefined) expect(runs(backEnd, call), `${backEnd}: ${file}`).toBe(true);
        }
      }
    }
  });
});
