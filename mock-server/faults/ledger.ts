/**
 * What the server took: every message, in order, with what became of it.
 *
 * A checker holds it against what a person meant and what a screen shows. Its one law: a message is
 * entered when it is taken and before anything of it is booked or answered, and stays entered
 * whatever befalls its connection; no token or password is ever in it.
 */

export interface Message {
  readonly backEnd: string;
  readonly sessionId: string;
  /** 0 where there is none, as over REST. */
  readonly connection: number;
  readonly action: string;
  readonly text: string;
  /** The name that the client gave it, where the back end takes one. */
  readonly requestId?: string | undefined;
}

export interface ReceivedMessage extends Message {
  /** Milliseconds since 1970, by the server's clock. */
  readonly at: number;
  /** Booked for it, in US dollars. */
  readonly cost: number;
  /** Frames of its reply that were written to the network. */
  readonly repliedFrames: number;
  /** What its reply says in all, as far as the back end has told; for checkers, not for the wire. */
  readonly answer: string;
  /** The last frame of its reply was written to the network, be it an answer or a refusal. */
  readonly finished: boolean;
}

/** The entry of one message, to be kept up to date. */
export interface Receipt {
  book(dollars: number): void;
  /** A part of what the reply says, in its order, before any of it is on its way. */
  says(text: string): void;
  frameWritten(): void;
  finish(): void;
}

export interface Ledger {
  take(message: Message): Receipt;
  list(): readonly ReceivedMessage[];
  clear(): void;
}

export function createLedger(now: () => number): Ledger {
  let entries: ReceivedMessage[] = [];
  return {
    take({ backEnd, sessionId, connection, action, text, requestId }) {
      const named = requestId === undefined ? {} : { requestId };
      const message = { backEnd, sessionId, connection, action, text, ...named };
      const standing = { cost: 0, repliedFrames: 0, answer: '', finished: false };
      const entry = { ...message, at: now(), ...standing };
      entries.push(entry);
      return {
        book: (dollars) => void (entry.cost += dollars),
        says: (text) => void (entry.answer += text),
        frameWritten: () => void (entry.repliedFrames += 1),
        finish: () => void (entry.finished = true),
      };
    },
    list: () => entries.map((entry) => ({ ...entry })),
    clear: () => void (entries = []),
  };
}
