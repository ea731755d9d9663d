/**
 * One open connection as a back end sees it.
 *
 * Its one law: whatever answers a message goes through the `Reply` that was made when the message
 * was taken; that is how the server knows, for every back end, where a reply begins and ends.
 */
import type { Instruments } from './faults/instruments.ts';
import type { OutgoingFrame, Outlet } from './faults/outlet.ts';

export interface TakenMessage {
  readonly sessionId: string;
  readonly action: string;
  readonly text: string;
}

/** The answer to one message. */
export interface Reply {
  /** Notes what the message cost, in US dollars. */
  book(dollars: number): void;
  send(frame: string): void;
  /** Sends the last frame, if there is one. */
  end(frame?: string): void;
}

export interface Connection {
  /** Counted from 1 over the life of the server. */
  readonly number: number;
  readonly isOpen: boolean;
  onMessage(listener: (data: Buffer, isBinary: boolean) => void): void;
  onClose(listener: () => void): void;
  /** Enters a message in the ledger, before anything of it is booked or answered. */
  take(message: TakenMessage): Reply;
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
  return {
    number,
    get isOpen() {
      return transport.isOpen;
    },
    onMessage: transport.onMessage,
    onClose: transport.onClose,
    take(message) {
      const receipt = ledger.take({ ...message, backEnd, connection: number });
      const { action, text } = message;
      const target = { ...outlet.target, action, text };
      const reply = { target, receipt, frames: [], doubled: false };
      let index = 0;
      const send = (frame: Pick<OutgoingFrame, 'text' | 'isLast'>): void => {
        outlet.send({ ...frame, reply, index });
        index += 1;
      };
      return {
        book: receipt.book,
        send: (frame) => send({ text: frame, isLast: false }),
        end: (frame) => send({ text: frame, isLast: true }),
      };
    },
    send: outlet.sendLoose,
    close: (code, reason = '') => outlet.close(code, reason),
    terminate: outlet.terminate,
  };
}
