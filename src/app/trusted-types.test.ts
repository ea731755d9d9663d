import { describe, expect, it } from 'vitest';
import { workerAddress } from '../net/offline-shell.ts';
import { allowHarmless, allowWorker, guardHtml } from './trusted-types.ts';

describe('[SE1] what may become HTML from a string', () => {
  it.each(['', '&amp;', '&copy;', '&#8364;', '&#x20AC;'])('%j may', (html) =>
    expect(allowHarmless(html)).toBe(html),
  );

  it.each(['<b>', '&amp;<img src=x onerror=alert(1)>', '&amp;\n', 'word', ' ', '&amp', ';'])(
    '%j may not',
    (html) => expect(allowHarmless(html)).toBeNull(),
  );

  it('is asked of the browser under the one name that its policy allows', () => {
    const made: string[] = [];
    guardHtml({ trustedTypes: { createPolicy: (name) => made.push(name) } });
    expect(made).toEqual(['default']);
  });

  it.each(['https://elsewhere.example/sw.js', '/assets/index-1.js', './sw.js', ''])(
    'no script may come from %j, but the worker from its place',
    (address) => {
      expect(allowWorker(address)).toBeNull();
      expect(allowWorker(workerAddress)).toBe(workerAddress);
    },
  );

  it('a browser without such policies is left alone', () =>
    expect(() => guardHtml({})).not.toThrow());
});
