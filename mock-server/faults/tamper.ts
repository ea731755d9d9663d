/**
 * Frames that no honest server sends.
 *
 * Made from the frame whose place they take, as far as that is a JSON object. Its one law: nothing
 * here knows a field of any protocol; a field is known by the kind of its value only.
 */
import type { Fault, FaultOf } from './spec.ts';

export type Tampering = FaultOf<'malformed' | 'unknown' | 'oversized'>;

/** Deep enough for a parser that recurses to run out of stack. */
const depth = 100_000;

export function isTampering(fault: Fault): fault is Tampering {
  return fault.kind === 'malformed' || fault.kind === 'unknown' || fault.kind === 'oversized';
}

/** Whether the frame comes between two good ones, and not in the place of one. */
export function isExtra(fault: Tampering): boolean {
  return fault.kind !== 'malformed' || fault.extra;
}

export function badFrame(fault: Tampering, good = '{}'): string {
  switch (fault.kind) {
    case 'malformed':
      return malform(fault.shape, good);
    case 'unknown':
      return unknownFrame(fault.frame);
    case 'oversized':
      return unknownFrame({ type: 'unknown', padding: 'x'.repeat(fault.megabytes * 1e6) });
  }
}

function unknownFrame(frame: unknown = { type: 'unknown', note: 'from the mock server' }): string {
  return typeof frame === 'string' ? frame : JSON.stringify(frame);
}

function malform(shape: FaultOf<'malformed'>['shape'], good: string): string {
  const fields = readFields(good);
  switch (shape) {
    case 'not-json':
      return good.length > 2 ? good.slice(0, Math.ceil(good.length / 2)) : '{"';
    case 'wrong-types':
      return JSON.stringify(mapValues(fields, wrongType));
    case 'missing-fields':
      return JSON.stringify(onlyTextAndBooleans(fields));
    case 'proto':
      return withMember(fields, `"__proto__":${poison},"constructor":{"prototype":${poison}}`);
    case 'deep':
      return withMember(fields, `"nested":${'['.repeat(depth)}${']'.repeat(depth)}`);
  }
}

const poison = '{"polluted":true}';

type Fields = Readonly<Record<string, unknown>>;

function readFields(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function mapValues(fields: Fields, map: (value: unknown) => unknown): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, map(value)]));
}

function wrongType(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (typeof value === 'boolean') return 'yes';
  if (typeof value === 'number') return `${value}`;
  return Array.isArray(value) ? { 0: 'none' } : [];
}

/** What is left are words: sums and lists are gone. */
function onlyTextAndBooleans(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([, value]) => /^(?:str|boo)/.test(typeof value));
  return Object.fromEntries(kept);
}

function withMember(fields: Fields, member: string): string {
  const rest = JSON.stringify(fields).slice(1);
  return rest === '}' ? `{${member}}` : `{${member},${rest}`;
}
