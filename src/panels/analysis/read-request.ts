/**
 * What is to be found out, as it is typed, and the request that is read from it.
 *
 * Its one law: a category or a field that could not be told from another one is asked about, not sent.
 */
import type { AnalysisRequest, ExtractionField } from '../../core/analysis.ts';

export interface TypedRequest {
  readonly kind: AnalysisRequest['kind'];
  /** One a line. */
  readonly categories: string;
  readonly fields: readonly ExtractionField[];
}

export interface RequestFaults {
  readonly categories?: string;
  /** Of all fields together. */
  readonly fields?: string;
  /** Of the fields in their order; `null` where there is nothing wrong. */
  readonly names?: readonly (string | null)[];
}

export const emptyField: ExtractionField = { name: '', type: 'text' };

export const nothingTyped: TypedRequest = {
  kind: 'symptoms',
  categories: '',
  fields: [emptyField],
};

/** Enough for any question, and too little for a model to lose count. */
const most = 20;
/** In characters. */
const longest = 60;

export function readRequest(
  typed: TypedRequest,
): { readonly request: AnalysisRequest } | { readonly faults: RequestFaults } {
  switch (typed.kind) {
    case 'classification':
      return readCategories(typed.categories);
    case 'extraction':
      return readFields(typed.fields);
    default:
      return { request: { kind: typed.kind } };
  }
}

function readCategories(text: string): ReturnType<typeof readRequest> {
  const categories = text
    .split('\n')
    .map((category) => category.trim())
    .filter((category) => category !== '');
  const fault = categoriesFault(categories);
  if (fault !== null) return { faults: { categories: fault } };
  return { request: { kind: 'classification', categories } };
}

function categoriesFault(categories: readonly string[]): string | null {
  const doubled = categories.find((_, index) => isDoubled(categories, index));
  if (doubled !== undefined) return `“${doubled}” is there twice.`;
  const long = categories.find((category) => category.length > longest);
  if (long !== undefined) return `“${long.slice(0, 20)}…” is longer than ${longest} characters.`;
  if (categories.length < 2) return 'Write at least two categories, each on a line of its own.';
  return categories.length > most ? `At most ${most} categories.` : null;
}

/** Rows that are empty at the end of what is typed are not meant. */
function readFields(typed: readonly ExtractionField[]): ReturnType<typeof readRequest> {
  const fields = typed.map(({ name, type }) => ({ name: name.trim(), type }));
  const named = fields.slice(0, fields.findLastIndex(({ name }) => name !== '') + 1);
  if (named.length === 0) return { faults: { fields: 'Name at least one field.' } };
  if (named.length > most) return { faults: { fields: `At most ${most} fields.` } };
  const names = named.map(({ name }) => name);
  const faults = names.map((name, index) => nameFault(name, isDoubled(names, index)));
  if (faults.some((fault) => fault !== null)) return { faults: { names: faults } };
  return { request: { kind: 'extraction', fields: named } };
}

function nameFault(name: string, doubled: boolean): string | null {
  if (name === '') return 'Name this field, or remove it.';
  if (name.length > longest) return `Shorten the name to ${longest} characters.`;
  return doubled ? `“${name}” is there already.` : null;
}

/** Whether it is there before; capitals tell none from another. */
function isDoubled(names: readonly string[], index: number): boolean {
  const fold = (name: string | undefined) => name?.toLowerCase();
  const name = fold(names[index]);
  return name !== '' && names.slice(0, index).some((each) => fold(each) === name);
}
