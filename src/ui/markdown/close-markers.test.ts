import { describe, expect, test } from 'vitest';
import { closeMarkers } from './close-markers.ts';

const unseen = '\u2060';

describe('[TK5] what is half written', () => {
  test.each([
    ['is **bold', 'is **bold**'],
    ['is **bold and *more', 'is **bold and *more***'],
    ['is **bold*', 'is **bold**'],
    ['is ~~gone', 'is ~~gone~~'],
    ['is `code', 'is `code`'],
    ['is **', 'is '],
    ['2 * 3 is 6', '2 * 3 is 6'],
    ['snake_case', 'snake_case'],
    ['see [the words', `see ${unseen}the words`],
    ['see [the words](https://exam', `see ${unseen}the words`],
    ['see ![a scan](https://exam', `see ${unseen.repeat(2)}a scan`],
    ['see [the words](https://example.org) and', 'see [the words](https://example.org) and'],
    ['said[^no', 'said'],
    ['see <https://exam', 'see '],
    ['see https://exam', `see https:${unseen}//exam`],
    ['see https://example.org now', 'see https://example.org now'],
    ['[a]: https://exam', '[a]: https://exam'],
    ['text\n-', 'text\n'],
    ['text\n==', 'text\n'],
    ['one\n\n12.', 'one\n\n'],
    ['AT&am', 'AT'],
    ['```ts\nconst a = "**', '```ts\nconst a = "**'],
    ['- [', '- '],
    ['an **open\n\nand a *new', 'an **open\n\nand a *new*'],
  ])('%j is shown as %j', (half, shown) => {
    expect(closeMarkers(half)).toBe(shown);
  });
});
