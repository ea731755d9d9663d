import { describe, expect, it } from 'vitest';
import { recordPart } from './record.ts';

const page = `# Figures

<!-- bench:load -->

old

<!-- /bench:load -->

Between.

<!-- bench:stream -->
<!-- /bench:stream -->
`;

describe('the record', () => {
  it('replaces the part that was measured, and nothing else', () => {
    const recorded = recordPart(page, 'load', 'new');
    expect(recorded).toContain('<!-- bench:load -->\n\nnew\n\n<!-- /bench:load -->\n\nBetween.');
    expect(recorded).not.toContain('old');
    expect(recorded.slice(recorded.indexOf('Between'))).toBe(page.slice(page.indexOf('Between')));
  });

  it('gives the same page when the same is recorded again', () => {
    const once = recordPart(page, 'stream', 'new');
    expect(recordPart(once, 'stream', 'new')).toBe(once);
  });

  it('refuses a part for which the page has no place', () => {
    expect(() => recordPart(page, 'alert', 'new')).toThrow('no place for “alert”');
  });
});
