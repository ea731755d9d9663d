import { describe, expect, it } from 'vitest';
import type { RendererName } from './renderer-pages.ts';
import type { Streaming, StreamRow } from './stream.ts';
import { describeStreams, streamTargets } from './stream-report.ts';
import { judge } from './targets.ts';

const figures = { first: 2, last: 3, longTasks: 0, toPaint: 20 };
const row = (document: string, renderer: RendererName, cpu: number): StreamRow => ({
  document,
  renderer,
  cpu,
  ...figures,
});

const streaming: Streaming = {
  kilobytes: {
    receive: 1,
    'text node': 1,
    limit: 1,
    sample: 68,
    'react-markdown': 117,
    streamdown: 224,
    bedside: 85,
  },
  rounds: 3,
  rows: [
    row('mixed, 20k', 'limit', 100),
    row('mixed, 20k', 'react-markdown', 1400),
    row('mixed, 20k', 'bedside', 200),
    row('one table, 20k', 'limit', 100),
    row('one table, 20k', 'bedside', 200),
  ],
};

describe('the report of streams', () => {
  const found = (what: string) => {
    const target = streamTargets(streaming).find((each) => each.what === what);
    if (!target) throw new Error(`No target “${what}”`);
    return { figure: target.figure, verdict: judge(target.figure, target) };
  };

  it('divides by the limit, and says how much less than others Bedside needs', () => {
    expect(found('mixed, 20k: ÷ limit')).toEqual({ figure: 2, verdict: 'accepted' });
    expect(found('mixed, 20k: × less than react-markdown')).toEqual({
      figure: 7,
      verdict: 'accepted',
    });
    expect(found('one table, 20k: ÷ limit')).toEqual({ figure: 2, verdict: 'MISSED' });
  });

  it('compares the last frames with the first', () => {
    expect(found('mixed, 20k: ms a frame, last ÷ first tenth').figure).toBe(1.5);
  });

  it('says what was not measured, and leaves out documents that were not streamed', () => {
    expect(found('mixed, 20k: × less than Streamdown').verdict).toBe('not measured');
    expect(streamTargets(streaming).filter(({ what }) => what.includes('100k'))).toEqual([]);
  });

  it('has a table for each document, in the order of the run', () => {
    const text = describeStreams(streaming);
    expect(text.match(/^Streamed: .*?k/gm)).toEqual([
      'Streamed: mixed, 20k',
      'Streamed: one table, 20k',
    ]);
    expect(text).toMatch(/^bedside +200 +2\.00 +2\.00 +→ 3\.00 +1\.50 +0 +20 ms$/m);
    expect(text).toContain('Medians of 3 rounds');
  });
});
