import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../testing/any-text.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createTokenBuffer } from './token-buffer.ts';

function open() {
  const clock = createManualClock();
  const flushed: [string, string][] = [];
  const buffer = createTokenBuffer(clock, (turnId, text) => flushed.push([turnId, text]));
  return { clock, buffer, flushed };
}

describe('the token buffer', () => {
  it('[TK1] tells the screen once per frame, however many pieces arrived', () => {
    const { clock, buffer, flushed } = open();
    for (const piece of ['a', 'b', 'c']) buffer.push('t', piece);
    expect(flushed).toEqual([]);
    expect(clock.frames).toBe(1);
    clock.paint();
    expect(flushed).toEqual([['t', 'abc']]);
    clock.paint();
    expect(flushed).toHaveLength(1);
  });

  it('[TK1] a flush ahead of the frame leaves nothing to paint', () => {
    const { clock, buffer, flushed } = open();
    buffer.push('t', 'a');
    buffer.flush();
    buffer.flush();
    expect(flushed).toEqual([['t', 'a']]);
    expect(clock.frames).toBe(0);
  });

  it('[CN6] text of another turn does not join that of the one before', () => {
    const { clock, buffer, flushed } = open();
    buffer.push('t', 'a');
    buffer.push('u', 'b');
    clock.paint();
    expect(flushed).toEqual([
      ['t', 'a'],
      ['u', 'b'],
    ]);
  });

  it('[F44] what was cleared is painted no more', () => {
    const { clock, buffer, flushed } = open();
    buffer.push('t', 'a');
    buffer.clear();
    clock.paint();
    expect(flushed).toEqual([]);
    expect(clock.frames).toBe(0);
  });

  it('[TK1] loses and reorders nothing, whenever frames are painted', () => {
    const act = fc.oneof(
      fc.record({ turnId: fc.constantFrom('t', 'u'), text: anyText() }),
      fc.constantFrom('paint' as const, 'flush' as const),
    );
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const { clock, buffer, flushed } = open();
        const pushed: [string, string][] = [];
        for (const each of acts) {
          if (each === 'paint') clock.paint();
          else if (each === 'flush') buffer.flush();
          else {
            pushed.push([each.turnId, each.text]);
            buffer.push(each.turnId, each.text);
          }
        }
        buffer.flush();
        const textOf = (pieces: [string, string][], id: string) =>
          pieces.flatMap(([turnId, text]) => (turnId === id ? [text] : [])).join('');
        for (const id of ['t', 'u']) expect(textOf(flushed, id)).toBe(textOf(pushed, id));
        expect(flushed.map(([, text]) => text).join('')).toBe(
          pushed.map(([, text]) => text).join(''),
        );
      }),
    );
  });
});
