/**
 * Finding a test among those on offer, as people type: any words in any order, or a CPT code.
 */
import { normaliseTest } from '../../core/budget.ts';

export interface OfferedTest {
  /** As the server spells it. */
  readonly name: string;
  readonly cptCode: string | null;
}

export interface FoundTests {
  readonly tests: readonly OfferedTest[];
  /** How many more there are than are shown. */
  readonly more: number;
}

/** Those that hold all words; names that begin with what is typed come first. */
export function findTests(
  offered: readonly OfferedTest[],
  typed: string,
  atMost: number,
): FoundTests {
  const query = normaliseTest(typed);
  const words = query.split(' ');
  const found = offered.filter((test) => words.every((word) => searchText(test).includes(word)));
  const ranked = found.toSorted((a, b) => rank(a, query) - rank(b, query));
  return { tests: ranked.slice(0, atMost), more: Math.max(0, ranked.length - atMost) };
}

function searchText({ name, cptCode }: OfferedTest): string {
  return `${normaliseTest(name)} ${cptCode ?? ''}`;
}

/** 0 begins with the query, 1 has a word that does, 2 has it somewhere. */
function rank(test: OfferedTest, query: string): number {
  const name = normaliseTest(test.name);
  if (name.startsWith(query)) return 0;
  return ` ${searchText(test)}`.includes(` ${query}`) ? 1 : 2;
}

/**
 * The test that is meant where what is typed leaves no doubt: its name in any spelling, or a CPT
 * code that only one test has. Else `undefined`; nothing is guessed.
 */
export function exactTest(offered: readonly OfferedTest[], typed: string): OfferedTest | undefined {
  const query = normaliseTest(typed);
  const named = offered.find(({ name }) => normaliseTest(name) === query);
  if (named) return named;
  const coded = offered.filter(({ cptCode }) => cptCode === query);
  return coded.length === 1 ? coded[0] : undefined;
}
