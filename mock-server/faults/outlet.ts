/**
 * The way out of one connection, where faults befall its frames.
 *
 * Everything a back end sends, closes or cuts off goes through one queue, at once where nothing is
 * to wait for. Its one law: a fault is looked up when its frame's turn comes, not when the frame was
 * made, so that what is disarmed in between does not happen.
 */
import type { Instruments } from './instruments.ts';
import type { Receipt } from './ledger.ts';
import { createStepQueue, type Step } from './queue.ts';
import type { Envelope, Sink } from './sink.ts';
import type { Fault, FaultOf } from './spec.ts';
import { createStriker, isStrike, type StrikeFault } from './strike.ts';
import { badFrame } from './tamper.ts';
import type { Target } from './target.ts';

/** One reply on its way. */
export interface ReplyOnItsWay {
  readonly target: Target;
  readonly receipt: Receipt;
  /** What was sent of it. */
  readonly frames: string[];
  /** Every frame of it is sent twice. */
  doubled: boolean;
}

export interface OutgoingFrame {
  readonly reply: ReplyOnItsWay;
  /** Undefined for the end of a reply without (further) frames. */
  readonly text: string | undefined;
  readonly index: number;
  readonly isLast: boolean;
  /** What stands around the text on the wire; faults befall the text within it. */
  readonly envelope?: Envelope | undefined;
}

export interface Outlet {
  readonly target: Target;
  readonly isSilent: boolean;
  send(frame: OutgoingFrame): void;
  /** Sends a frame that belongs to no reply. */
  sendLoose(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  /** A fault befalls the connection, apart from its replies. */
  strike(id: string, fault: StrikeFault): void;
  /** Ends the silence of fault `id`, or every silence. */
  release(id?: string): void;
  /** The connection is gone. */
  dispose(): void;
}

type Moment = StrikeFault['after'];

export function createOutlet(sink: Sink, target: Target, instruments: Instruments): Outlet {
  const { armory, random } = instruments;
  const queue = createStepQueue();
  const striker = createStriker(sink);

  /** A step that is left out once the connection is closed. */
  const whileOpen =
    (step: Step): Step =>
    () =>
      sink.isOpen ? step() : 0;
  const act = (action: () => void): Step =>
    whileOpen(() => {
      action();
      return 0;
    });

  function write(text: string, of: Target, written: () => void): void {
    sink.slice(armory.fireOne(of, isSlice) !== undefined);
    sink.write(text, written);
    sink.slice(false);
  }

  /** How long a frame has yet to travel that left at `start`. */
  function latency(of: Target, start: number): number {
    const waits = armory.fireAll(of, isDelayOfFrames).map(({ fault: { ms, jitter } }) => {
      return Math.max(0, ms + (random() * 2 - 1) * jitter);
    });
    const due = waits.reduce((sum, wait) => sum + wait, start);
    return Math.max(0, due - performance.now());
  }

  function strikesAt(
    moments: readonly Moment[],
    of: Target,
    next?: Pick<OutgoingFrame, 'text' | 'envelope'>,
  ): Step[] {
    const wanted = (fault: Fault): fault is StrikeFault =>
      isStrike(fault) && moments.includes(fault.after);
    return armory
      .fireAll(of, wanted)
      .map(({ id, fault }) =>
        whileOpen(() => striker.strike(id, fault, next?.text, next?.envelope)),
      );
  }

  function begin(frame: OutgoingFrame, start: number): void {
    const { target: of } = frame.reply;
    queue.addFirst([
      ...strikesAt(momentsOf(frame), of, frame),
      whileOpen(() => latency(of, start)),
      act(() => deliver(frame)),
    ]);
  }

  function deliver(frame: OutgoingFrame): void {
    const { reply, text, isLast } = frame;
    if (text === undefined) reply.receipt.finish();
    else writeFrame(frame, text);
    if (isLast) queue.addFirst([...strikesAt(['end'], reply.target), ...extraReplies(reply)]);
  }

  function writeFrame(frame: OutgoingFrame, text: string): void {
    const { reply, isLast, envelope = bare } = frame;
    const { target: of, receipt, frames } = reply;
    const bad = armory.fireOne(of, isReplacementAt(momentsOf(frame)))?.fault;
    if (bad !== undefined) return write(envelope(badFrame(bad, text)), of, () => undefined);
    const whole = envelope(text);
    write(whole, of, () => {
      receipt.frameWritten();
      if (isLast) receipt.finish();
    });
    if (isDoubled(frame)) write(whole, of, () => undefined);
    frames.push(whole);
  }

  function isDoubled(frame: OutgoingFrame): boolean {
    const { reply, index } = frame;
    if (index === 0) reply.doubled = armory.fireOne(reply.target, isDuplicateOfAll) !== undefined;
    const single = armory.fireOne(reply.target, isDuplicateAt(momentsOf(frame)));
    return reply.doubled || single !== undefined;
  }

  function extraReplies({ target: of, frames }: ReplyOnItsWay): Step[] {
    return armory
      .fireAll(of, isLate)
      .flatMap(({ fault }) => [
        (): number => fault.ms,
        ...frames.map((text) => act(() => write(text, of, () => undefined))),
      ]);
  }

  return {
    target,
    get isSilent() {
      return striker.isSilent();
    },
    send(frame) {
      const start = performance.now();
      queue.add(act(() => begin(frame, start)));
    },
    sendLoose(text) {
      const start = performance.now();
      queue.add(whileOpen(() => latency(target, start)));
      queue.add(act(() => write(text, target, () => undefined)));
    },
    close: (code, reason) => queue.add(act(() => sink.close(code, reason))),
    terminate() {
      queue.add(() => {
        sink.terminate();
        return 0;
      });
    },
    strike: (id, fault) => queue.add(() => striker.strike(id, fault)),
    release: striker.release,
    dispose: queue.clear,
  };
}

const bare: Envelope = (text) => text;

function momentsOf({ index, isLast }: OutgoingFrame): Moment[] {
  return isLast ? [index, 'last'] : [index];
}

function isReplacementAt(moments: readonly Moment[]) {
  return (fault: Fault): fault is FaultOf<'malformed'> =>
    fault.kind === 'malformed' && !fault.extra && moments.includes(fault.after);
}

function isDuplicateAt(moments: readonly Moment[]) {
  return (fault: Fault): fault is FaultOf<'duplicate'> =>
    fault.kind === 'duplicate' && fault.after !== undefined && moments.includes(fault.after);
}

const isDuplicateOfAll = (fault: Fault): fault is FaultOf<'duplicate'> =>
  fault.kind === 'duplicate' && fault.after === undefined;

const isLate = (fault: Fault): fault is FaultOf<'late'> => fault.kind === 'late';

const isSlice = (fault: Fault): fault is FaultOf<'slice'> => fault.kind === 'slice';

const isDelayOfFrames = (fault: Fault): fault is FaultOf<'delay'> =>
  fault.kind === 'delay' && fault.on !== 'rest';
