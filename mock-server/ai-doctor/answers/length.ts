/**
 * Answers of a given length, to the character.
 *
 * Whole blocks are left out or added, and a sentence fills what is left. Its one law: the Markdown
 * stays well-formed at any length.
 */

type Parts<T> = readonly [triage: T, diagnostic: T, treatment: T];

/** Where one agent's text ends and the next begins, as running servers stream it. */
const seams: Parts<string> = ['\n\n', '\n\n', '\n'];

/** `length` is in characters, of the three texts together. */
export function fitLength(
  parts: Parts<readonly string[]>,
  length: number | undefined,
): Parts<string> {
  const [triage, diagnostic, treatment] = parts;
  if (length === undefined) {
    return [write(triage, seams[0]), write(diagnostic, seams[1]), write(treatment, seams[2])];
  }
  const third = Math.floor(length / 3);
  return [
    fit(triage, third, seams[0]),
    fit(diagnostic, third, seams[1]),
    fit(treatment, length - 2 * third, seams[2]),
  ];
}

function write(blocks: readonly string[], seam: string): string {
  return blocks.join('\n\n') + seam;
}

function fit(blocks: readonly string[], length: number, seam: string): string {
  const room = length - seam.length;
  const taken: string[] = [];
  let used = 0;
  const add = (block: string): boolean => {
    const cost = block.length + (taken.length > 0 ? 2 : 0);
    if (used + cost > room) return false;
    taken.push(block);
    used += cost;
    return true;
  };
  const hasAll = blocks.filter((block) => !add(block)).length === 0;
  for (let day = 1; hasAll && add(followUpBlock(day)); day += 1);
  const left = room - used - (taken.length > 0 ? 2 : 0);
  if (left > 0) taken.push(filler(left));
  // One or two characters are too few for a paragraph of their own.
  return write(taken, seam.padEnd(length - write(taken, '').length, '\n'));
}

const kinds = 5;

/** One day of a follow-up plan; each has another shape, in turn. */
function followUpBlock(day: number): string {
  const head = `### Follow-up, day ${day}`;
  const pulse = 64 + (day % 17);
  switch (day % kinds) {
    case 1:
      return `${head}\n\n1. Ask how the night was.\n2. Measure:\n   - temperature\n   - pulse, expected near **${pulse}** a minute\n3. Compare with day ${day - 1}.`;
    case 2:
      return `${head}\n\n| Sign | Expected | Call if |\n|---|:---:|---|\n| pulse | ${pulse} | above 110 |\n| temperature | below 37.8 | above 38.5 |\n| pain, 0 to 10 | ${9 - (day % 7)} | rising |`;
    case 3:
      return `${head}\n\n\`\`\`text\nday             = ${day}\npulse expected  = ${pulse} /min\nreserve         = 110 - ${pulse} = ${110 - pulse} /min\n\`\`\``;
    case 4:
      return `${head}\n\n> What is better on day ${day} than the day before is *kept*; what is not is **questioned**.`;
    default:
      return `${head}\n\nBy now the course tells more than any test. See [MedlinePlus](https://medlineplus.gov/) for words to explain it in, and write down \`day ${day}\` with the findings.`;
  }
}

/** Longest first. Any length from the shortest on is a sum of the lengths of the last seven. */
const sentences = [
  'The course is written down each day, so that whoever looks next can see what has changed. ',
  'Measure again before the next visit. ',
  ...[
    'Sleep early. ',
    'Drink well. ',
    'Rest well. ',
    'Eat well. ',
    'Rest up. ',
    'Repeat. ',
    'Drink. ',
  ],
];
const shortest = Math.min(...sentences.map(({ length }) => length));

/** By their length, where there is no room for a sentence. */
const words = ['', '.', 'So', 'So.', 'Rest', 'Rest.'];

/** Whole words of exactly this length. */
function filler(length: number): string {
  let text = '';
  // With the space that is cut off at the end.
  const room = () => length + 1 - text.length;
  for (const sentence of sentences) {
    while (room() === sentence.length || room() >= sentence.length + shortest) text += sentence;
  }
  return words[length] ?? text.trimEnd();
}
