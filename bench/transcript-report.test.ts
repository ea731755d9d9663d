import { describe, expect, it } from 'vitest';
import { judge } from './targets.ts';
import { describeTranscripts, transcriptTargets } from './transcript-report.ts';

const rows = [
  { messages: 50, opened: 40, cpu: 30, frame: 2 },
  { messages: 5_000, opened: 80, cpu: 42, frame: 2.5 },
];

describe('the report of long conversations', () => {
  it('divides the long one by the short one', () => {
    const [open, frame] = transcriptTargets(rows);
    expect(open && [open.figure, judge(open.figure, open)]).toEqual([1.4, 'accepted']);
    expect(frame && [frame.figure, judge(frame.figure, frame)]).toEqual([1.25, 'MISSED']);
  });

  it('has a line for each length', () => {
    const text = describeTranscripts(rows);
    expect(text).toMatch(/^50 messages +40 ms +30 ms +2\.00 ms$/m);
    expect(text).toMatch(/^5,000 messages +80 ms +42 ms +2\.50 ms$/m);
  });
});
