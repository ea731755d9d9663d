/**
 * Where the frames of one connection end up, seen without faults.
 *
 * Its one law: what is asked here happens at once; all waiting is done before.
 */
import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { tapWire } from './wire.ts';

/** Puts a text into what stands around it on the wire. */
export type Envelope = (text: string) => string;

export interface Sink {
  readonly isOpen: boolean;
  /** Calls back once the frame has left for the network. */
  write(frame: string, written: () => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
  /** Nothing leaves any more, no sign of life either, until `release`. */
  hold(): void;
  release(): void;
  slice(on: boolean): void;
}

export function createSocketSink(socket: WebSocket, stream: Duplex): Sink {
  const wire = tapWire(stream);
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    write(frame, written) {
      socket.send(frame, (error) => {
        // `ws` says null for none, whatever its types say.
        if (!(error instanceof Error)) written();
      });
    },
    close(code, reason) {
      if (code === 1005) socket.close();
      else if (code === 1006) socket.terminate();
      else if (isForbidden(code)) stream.write(closeFrame(code, reason));
      else socket.close(code, reason);
    },
    terminate: () => socket.terminate(),
    hold: wire.hold,
    release: wire.release,
    slice: wire.slice,
  };
}

/** Codes that no frame may carry, and that `ws` therefore does not write. */
function isForbidden(code: number): boolean {
  return code === 1004 || (code >= 1015 && code < 3000);
}

function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason);
  const head = Buffer.from([0x88, text.length + 2, code >> 8, code & 0xff]);
  return Buffer.concat([head, text]);
}
