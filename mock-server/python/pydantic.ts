/**
 * Faults as pydantic 2.10 reports them: as objects in a 422 body, as sentences in a socket's error.
 *
 * A checker returns the faults of a value, an empty list when there are none. Its one law: one list
 * of faults, two ways of writing it down, so that REST and WebSocket cannot disagree.
 */
import { pythonRepr, pythonTypeName } from './repr.ts';

export interface Fault {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
}

type Location = Fault['loc'];
type Fields = Readonly<Record<string, unknown>>;

const reprLimit = 50;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function missingFault(loc: Location, input: unknown): Fault {
  return { type: 'missing', loc, msg: 'Field required', input };
}

/** The faults of a required member, or those that `check` finds in it. */
export function checkMember(
  fields: Fields,
  name: string,
  at: Location,
  check: (value: unknown, loc: Location) => Fault[],
): Fault[] {
  const loc = [...at, name];
  return Object.hasOwn(fields, name) ? check(fields[name], loc) : [missingFault(loc, fields)];
}

/** A checker of text, its length counted in code points. */
export function checkString(limits: { min?: number; max?: number } = {}) {
  const { min = 0, max = Number.POSITIVE_INFINITY } = limits;
  return (value: unknown, loc: Location): Fault[] => {
    if (typeof value !== 'string') {
      return [{ type: 'string_type', loc, msg: 'Input should be a valid string', input: value }];
    }
    const length = [...value].length;
    if (length < min) return [lengthFault('string_too_short', loc, value, 'min_length', min)];
    if (length > max) return [lengthFault('string_too_long', loc, value, 'max_length', max)];
    return [];
  };
}

function lengthFault(
  type: string,
  loc: Location,
  input: string,
  limit: 'min_length' | 'max_length',
  count: number,
): Fault {
  const bound = limit === 'min_length' ? 'at least' : 'at most';
  const characters = count === 1 ? '1 character' : `${count} characters`;
  const msg = `String should have ${bound} ${characters}`;
  return { type, loc, msg, input, ctx: { [limit]: count } };
}

/** A checker of one of several words. */
export function checkWord(words: readonly string[]) {
  const quoted = words.map((word) => `'${word}'`);
  const expected = `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
  return (value: unknown, loc: Location): Fault[] =>
    typeof value === 'string' && words.includes(value)
      ? []
      : [
          {
            type: 'enum',
            loc,
            msg: `Input should be ${expected}`,
            input: value,
            ctx: { expected },
          },
        ];
}

/** A checker of a list, each item of which `checkItem` looks at. */
export function checkList(checkItem: (value: unknown, loc: Location) => Fault[]) {
  return (value: unknown, loc: Location): Fault[] =>
    Array.isArray(value)
      ? value.flatMap((item: unknown, index) => checkItem(item, [...loc, index]))
      : [{ type: 'list_type', loc, msg: 'Input should be a valid list', input: value }];
}

/** A checker of a pair of texts, which JSON writes as a list of two. */
export function checkPair(value: unknown, loc: Location): Fault[] {
  if (!Array.isArray(value)) {
    return [{ type: 'tuple_type', loc, msg: 'Input should be a valid tuple', input: value }];
  }
  const items: readonly unknown[] = value;
  if (items.length > 2) {
    const msg = `Tuple should have at most 2 items after validation, not ${items.length}`;
    const ctx = { field_type: 'Tuple', max_length: 2, actual_length: items.length };
    return [{ type: 'too_long', loc, msg, input: value, ctx }];
  }
  const checkText = checkString();
  return [0, 1].flatMap((index) =>
    index < items.length
      ? checkText(items[index], [...loc, index])
      : [missingFault([...loc, index], value)],
  );
}

/** The text of a ValidationError of `model`. */
export function describeFaults(model: string, faults: readonly Fault[]): string {
  const errors = faults.length === 1 ? 'error' : 'errors';
  const lines = [`${faults.length} validation ${errors} for ${model}`];
  for (const fault of faults) {
    if (fault.loc.length > 0) lines.push(fault.loc.join('.'));
    const input = `input_value=${shorten(pythonRepr(fault.input))}`;
    const kind = `input_type=${pythonTypeName(fault.input)}`;
    lines.push(`  ${fault.msg} [type=${fault.type}, ${input}, ${kind}]`);
    lines.push(
      `    For further information visit https://errors.pydantic.dev/2.10/v/${fault.type}`,
    );
  }
  return lines.join('\n');
}

/** A long repr keeps 25 characters of its head and 24 of its tail. */
function shorten(repr: string): string {
  const characters = [...repr];
  if (characters.length <= reprLimit) return repr;
  return `${characters.slice(0, 25).join('')}...${characters.slice(-24).join('')}`;
}
