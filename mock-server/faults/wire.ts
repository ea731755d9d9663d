/**
 * The cable of one connection: bytes can be held back, let go again, or cut into single ones.
 *
 * Sits in the stream's own `write`, below frames, pings and closing, so that a held connection is as
 * dead as one whose cable was pulled, while it still takes everything in. Its one law: bytes keep
 * their order, and what was held goes out when it is let go, as TCP does.
 */
import type { Duplex } from 'node:stream';

export interface Wire {
  hold(): void;
  release(): void;
  /** Cuts what is written from now on into writes of one byte. */
  slice(on: boolean): void;
}

type Written = (error?: Error | null) => void;

interface Chunk {
  readonly bytes: Buffer;
  readonly written: Written | undefined;
  readonly sliced: boolean;
}

export function tapWire(stream: Duplex): Wire {
  const write = stream.write.bind(stream);
  const waiting: Chunk[] = [];
  let held = false;
  let slicing = false;
  let flushing = false;

  const take = (): Chunk | undefined => (held || stream.destroyed ? undefined : waiting.shift());

  async function flush(): Promise<void> {
    if (flushing) return;
    flushing = true;
    for (let next = take(); next !== undefined; next = take()) {
      if (next.sliced) await writeBytes(next);
      else write(next.bytes, next.written);
    }
    flushing = false;
  }

  async function writeBytes({ bytes, written }: Chunk): Promise<void> {
    for (let index = 0; index < bytes.length && !stream.destroyed; index += 1) {
      write(bytes.subarray(index, index + 1));
      await new Promise((resolve) => setImmediate(resolve));
    }
    written?.(stream.destroyed ? new Error('The stream is gone.') : null);
  }

  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    const encoding = typeof rest[0] === 'string' ? (rest[0] as BufferEncoding) : 'utf8';
    const last = rest.at(-1);
    const written = typeof last === 'function' ? (last as Written) : undefined;
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : viewOf(chunk);
    waiting.push({ bytes, written, sliced: slicing });
    void flush();
    return true;
  };

  return {
    hold: () => void (held = true),
    release() {
      held = false;
      void flush();
    },
    slice: (on) => void (slicing = on),
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
