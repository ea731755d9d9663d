/**
 * What a fault does to a connection when its moment has come.
 *
 * Its one law: each returns how many milliseconds the connection is to wait afterwards.
 */
import type { Envelope, Sink } from './sink.ts';
import type { Fault, FaultOf } from './spec.ts';
import { badFrame, isExtra, isTampering, type Tampering } from './tamper.ts';

export type StrikeFault = FaultOf<'drop' | 'close' | 'silence' | 'stall'> | Tampering;

/** Faults that befall a connection at a moment. A frame that is replaced is not one of them. */
export function isStrike(fault: Fault): fault is StrikeFault {
  if (isTampering(fault)) return isExtra(fault);
  return ['drop', 'close', 'silence', 'stall'].includes(fault.kind);
}

export const isStrikeAtOpening = (fault: Fault): fault is StrikeFault =>
  isStrike(fault) && fault.after === 'open';

export interface Striker {
  /** `next` is the frame about to be sent, if there is one, `envelope` what stands around it. */
  strike(id: string, fault: StrikeFault, next?: string, envelope?: Envelope): number;
  /** Ends the silence of fault `id`, or every silence. */
  release(id?: string): void;
  isSilent(): boolean;
}

export function createStriker(sink: Sink): Striker {
  const silencedBy = new Set<string>();

  function silence(id: string): void {
    silencedBy.add(id);
    sink.hold();
  }

  return {
    strike(id, fault, next, envelope = (text) => text) {
      if (!sink.isOpen) return 0;
      if (fault.kind === 'drop') sink.terminate();
      else if (fault.kind === 'close') sink.close(fault.code, fault.reason);
      else if (fault.kind === 'silence') silence(id);
      else if (fault.kind === 'stall') return fault.ms;
      else sink.write(envelope(badFrame(fault, next)), () => undefined);
      return 0;
    },
    release(id) {
      if (id === undefined) silencedBy.clear();
      else silencedBy.delete(id);
      if (silencedBy.size === 0) sink.release();
    },
    isSilent: () => silencedBy.size > 0,
  };
}
