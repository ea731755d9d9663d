/**
 * The SignalR JSON protocol, as a hub speaks it: records of JSON that end with a separator.
 *
 * Its one law: what is in an event travels as it was given; only what stands around it is made here.
 */
import type { Envelope } from '../faults/sink.ts';

/** The ASCII character “record separator” ends every record. */
const separator = '\u001e';

export const pingRecord = record({ type: 6 });

export const acceptedRecord = record({});

export function record(content: object): string {
  return JSON.stringify(content) + separator;
}

/** What stands around the argument of an event. */
export function eventOf(target: string): Envelope {
  return (argument) => `{"type":1,"target":"${target}","arguments":[${argument}]}${separator}`;
}

export function completion(invocationId: string, error?: string): string {
  return record({ type: 3, invocationId, ...(error === undefined ? { result: null } : { error }) });
}

export function closeRecord(error?: string): string {
  return record({ type: 7, ...(error === undefined ? {} : { error }) });
}

/** Cuts what comes in into whole records, whatever pieces it comes in. */
export interface RecordReader {
  read(piece: string): readonly string[];
  /** How much of a record came without its end, in bytes. */
  readonly pending: number;
}

export function createRecordReader(): RecordReader {
  let rest = '';
  return {
    read(piece) {
      const parts = (rest + piece).split(separator);
      rest = parts.pop() ?? '';
      return parts;
    },
    get pending() {
      return Buffer.byteLength(rest);
    },
  };
}
