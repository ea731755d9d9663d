/**
 * One open connection as a back end sees it.
 *
 * Its one law: whatever answers a message goes through the `Reply` that was made when the message
 * was taken; that is how the server knows, for every back end, where a reply begins and ends.
 */
import type { Instruments } from './faults/instruments.ts';
import type { Receipt } from './faults/ledger.ts';
import type { OutgoingFrame, Outlet } from './faults/outlet.ts';
import type { Envelope } from './faults/sink.ts';

export interface TakenMessage {
  readonly sessionId: string;
  readonly action: string;
  readonly text: string;
  readonly requestId?: string | undefined;
}

/** The answer to one message. */
export interface Reply {
  /** Notes what the message cost, in US dollars. */
  book(dollars: number): void;
  /** Notes a part of what it says, for whoever checks what arrived. */
  says(text: string): void;
  /** What stands around the frame on the wire is its `envelope`. */
  send(frame: string, envelope?: Envelope): void;
  /** Sends the last frame, if there is one. */
  end(frame?: string, envelope?: Envelope): void;
}

export interface Connection {
  /** Counted from 1 over the life of the server. */
  readonly number: number;
  readonly isOpen: boolean;
  onMessage(listener: (data: Buffer, isBinary: boolean) => void): void;
  onClose(listener: () => void): void;
  /** Enters a message in the ledger, before anything of it is booked or answered. */
  take(message: TakenMessage): Reply;
  /** The way of frames that nobody on this connection asked for, with faults all the same. */
  announce(message: Pick<TakenMessage, 'action' | 'text'>): Reply;
  /** A frame that answers no taken message. */
  send(frame: string): void;
  close(code: number, reason?: string): void;
  terminate(): void;
}

/** What a connection gets from the transport it runs over. */
export type Transport = Pick<Connection, 'isOpen' | 'onMessage' | 'onClose'>;

export function createConnection(
  transport: Transport,
  outlet: Outlet,
  { ledger, counts }: Instruments,
): Connection {
  const { backEnd, connection: number = 0 } = outlet.target;
  transport.onMessage(() => counts.message(backEnd));
  transport.onClose(() => outlet.dispose());

  function begin({ action, text }: Pick<TakenMessage, 'action' | 'text'>, receipt: Receipt): Reply {
    const target = { ...outlet.target, action, text };
    const reply = { target, receipt, frames: [], doubled: false };
    let index = 0;
    const send = (frame: Pick<OutgoingFrame, 'text' | 'isLast' | 'envelope'>): void => {
      outlet.send({ ...frame, reply, index });
      index += 1;
    };
    return {
      book: receipt.book,
      says: receipt.says,
      send: (frame, envelope) => send({ text: frame, isLast: false, envelope }),
      end: (frame, envelope) => send({ text: frame, isLast: true, envelope }),
    };
  }

  return {
    number,
    get isOpen() {
      return transport.isOpen;
    },
    onMessage: transport.onMessage,
    onClose: transport.onClose,
    take: (message) => begin(message, ledger.take({ ...message, backEnd, connection: number })),
    announce: (message) => begin(message, noReceipt),
    send: outlet.sendLoose,
    close: (code, reason = '') => outlet.close(code, reason),
    terminate: outlet.terminate,
  };
}

const noReceipt: Receipt = {
  book: () => undefined,
  says: () => undefined,
  frameWritten: () => undefined,
  finish: () => undefined,
};
