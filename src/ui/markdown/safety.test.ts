/**
 * Nothing a model writes becomes more than text, an allowed element, or a link to a place that is
 * named. Held over the whole corpus, at every length: half a payload is a payload too.
 */
import { describe, expect, test } from 'vitest';
import { hostile } from './__fixtures__/hostile.ts';
import { readCut, renderStream } from './__fixtures__/render.ts';

const tags = new Set([
  ...['p', 'a', 'span', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr'],
  ...['br', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'sup', 'section'],
  // The look of a code block, with its button and icon.
  ...['div', 'button', 'svg', 'path', 'rect', 'input'],
]);
const textAlign = /^text-align:(?:left|right|center)$/;
const forbidden = /^(?:on|src|srcset|action|formaction|poster|ping|background|xlink|data$)/;
const allowedAddress =
  /^(?:https?:\/\/[\x21-\x7E]+|mailto:[^?\s]+@[^?\s]+|tel:[+\d().\-\s%]+|#reply-[^\s"]+)$/;

interface Tag {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
}

/** The tags of static markup, in which React has escaped all else. */
function readTags(markup: string): Tag[] {
  return [...markup.matchAll(/<([a-z][a-z0-9]*)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name = '', rest = '']) => ({
      name,
      attributes: [...rest.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(
        ([, key = '', value = '']) => [key.toLowerCase(), value] as const,
      ),
    }),
  );
}

/** What is wrong with markup, if anything. */
function findFaults(markup: string): string[] {
  const found = readTags(markup);
  const opened = markup.match(/<(?!\/)/g)?.length ?? 0;
  const faults = opened === found.length ? [] : ['a tag that cannot be read'];
  for (const { name, attributes } of found) {
    if (!tags.has(name)) faults.push(`<${name}>`);
    for (const [key, value] of attributes) {
      if (forbidden.test(key)) faults.push(`<${name} ${key}>`);
      if (key === 'style' && !textAlign.test(value)) faults.push(`style="${value}"`);
      if (key === 'href' && !allowedAddress.test(value)) faults.push(`href="${value}"`);
    }
    const given = new Map(attributes);
    const leadsOut = name === 'a' && !(given.get('href') ?? '').startsWith('#');
    if (leadsOut && given.get('rel') !== 'noopener noreferrer nofollow') faults.push('no rel');
    if (leadsOut && given.get('target') !== '_blank') faults.push('no target');
  }
  return faults;
}

test('the corpus is as large as it says', () => {
  expect(new Set(Object.values(hostile).flat()).size).toBeGreaterThanOrEqual(300);
});

test('the check sees what it is there to see', () => {
  expect(findFaults('<p><script>x</script></p>')).toEqual(['<script>']);
  expect(findFaults('<p style="top:0" onclick="x">')).toHaveLength(2);
  expect(findFaults('<a href="javascript:x">a</a>')).toHaveLength(3);
  expect(findFaults('<img src="https://example.org">')).toHaveLength(2);
});

describe('[SE2] a payload is harmless, whole and cut anywhere', () => {
  test.each(Object.entries(hostile))('%s', { timeout: 60_000 }, (_, payloads) => {
    for (const payload of payloads) {
      const lengths = Array.from(payload, (_character, index) => index + 1);
      for (const stream of readCut(payload, lengths)) {
        expect(findFaults(renderStream(stream)), stream.text).toEqual([]);
      }
    }
  });
});
