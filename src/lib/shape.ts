/**
 * Reading data of which nobody knows what it is: a value that has the shape, or `undefined`.
 *
 * For `core/`, which imports no package. Its one law: nothing is taken over that was not asked for,
 * and only what a value has of its own.
 */
export type Shape<Value> = (data: unknown) => Value | undefined;

export type ShapeOf<S> = S extends Shape<infer Value> ? Value : never;

export const text: Shape<string> = (data) => (typeof data === 'string' ? data : undefined);

export const truth: Shape<boolean> = (data) => (typeof data === 'boolean' ? data : undefined);

export const amount: Shape<number> = (data) =>
  typeof data === 'number' && Number.isFinite(data) ? data : undefined;

/** A whole number from 0. */
export const count: Shape<number> = (data) =>
  Number.isSafeInteger(data) && (data as number) >= 0 ? (data as number) : undefined;

export function oneOf<const Word extends string>(...words: readonly Word[]): Shape<Word> {
  return (data) => words.find((word) => word === data);
}

/** `null` is what it says; what is missing is no `null`. */
export function orNull<Value>(shape: Shape<Value>): Shape<Value | null> {
  return (data) => (data === null ? null : shape(data));
}

/** What is missing is `null`, as what an earlier version did not write. */
export function orAbsent<Value>(shape: Shape<Value>): Shape<Value | null> {
  return (data) => (data === undefined ? null : orNull(shape)(data));
}

/** Where it is missing or damaged, that is all that is wrong. */
export function otherwise<Value, Instead>(
  instead: Instead,
  shape: Shape<Value>,
): Shape<Value | Instead> {
  return (data) => shape(data) ?? instead;
}

/** All of them have the shape, or it is no list. */
export function listOf<Value>(shape: Shape<Value>): Shape<readonly Value[]> {
  return (data) => {
    if (!Array.isArray(data)) return undefined;
    const values = data.map((item) => shape(item));
    return values.includes(undefined) ? undefined : (values as Value[]);
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Read<F extends Fields> = { readonly [Name in keyof F]: ShapeOf<F[Name]> };

export function object<F extends Fields>(fields: F): Shape<Read<F>> {
  return (data) => {
    if (typeof data !== 'object' || data === null) return undefined;
    const known = new Map(Object.entries(data));
    const read = Object.entries(fields).map(([name, shape]) => [name, shape(known.get(name))]);
    if (read.some(([, value]) => value === undefined)) return undefined;
    return Object.fromEntries(read) as Read<F>;
  };
}

/** The first shape that it has. */
export function either<Values extends readonly unknown[]>(
  ...shapes: { readonly [Place in keyof Values]: Shape<Values[Place]> }
): Shape<Values[number]> {
  return (data) => {
    for (const shape of shapes) {
      const value = shape(data);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

/** `undefined` for what is no JSON. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
