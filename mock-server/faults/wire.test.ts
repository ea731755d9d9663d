import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { tapWire } from './wire.ts';

function recordingStream() {
  const chunks: string[] = [];
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString('latin1'));
      done();
    },
  });
  return { chunks, stream, wire: tapWire(stream) };
}

describe('wire', () => {
  it('passes on what is written, at once', () => {
    const { chunks, stream } = recordingStream();
    stream.write('ab');
    stream.write(new Uint8Array([99]));
    stream.write('/w==', 'base64');
    expect(chunks).toEqual(['ab', 'c', '\xff']);
  });

  it('holds bytes and callbacks back, and lets them go in their order', async () => {
    const { chunks, stream, wire } = recordingStream();
    wire.hold();
    const written = new Promise((resolve) => stream.write('a', resolve));
    stream.write('b');
    expect(chunks).toEqual([]);
    wire.release();
    stream.write('c');
    await written;
    expect(chunks).toEqual(['a', 'b', 'c']);
  });

  it('cuts into single bytes, keeping the order of what comes after', async () => {
    const { chunks, stream, wire } = recordingStream();
    wire.slice(true);
    const sliced = new Promise((resolve) => stream.write('äb', resolve));
    wire.slice(false);
    const after = new Promise((resolve) => stream.write('cd', resolve));
    await Promise.all([sliced, after]);
    expect(chunks).toEqual(['\xc3', '\xa4', 'b', 'cd']);
  });

  it('tells of bytes that were never written', async () => {
    const { stream, wire } = recordingStream();
    wire.slice(true);
    const failure = new Promise((resolve) => stream.write('abc', resolve));
    stream.destroy();
    expect(await failure).toBeInstanceOf(Error);
  });
});
