/**
 * The replies that are streamed at the renderers: mixed Markdown as an assistant writes it, and
 * replies that are one giant block. The same in every run, as are the cuts into tokens, which fall
 * anywhere: inside words, markers and fences.
 *
 * Their one law: the very last words shown are `lastWord`, and it stands nowhere else, so that a
 * page can tell whether all of a reply is on the screen.
 */
import { seededRandom } from '../scripts/seeded-random.ts';

export const lastWord = 'zenith';

export interface Document {
  readonly name: string;
  readonly tokens: readonly string[];
  /** How many tokens arrive between two frames. */
  readonly pace: number;
}

/** 60 frames a second, 4½ characters a token: 1,020 tokens a second. */
export const usualPace = 17;
/** The same, about 5,000 tokens a second. */
export const highPace = 83;

export function mixedDocument(characters: number, pace: number): Document {
  return { name: `mixed, ${characters / 1000}k`, ...cut(mixed(characters)), pace };
}

export function giantDocuments(characters: number): readonly Document[] {
  const blocks = {
    list: giantList,
    fence: giantFence,
    paragraph: giantParagraph,
    table: giantTable,
  };
  return Object.entries(blocks).map(([kind, write]) => ({
    name: `one ${kind}, ${characters / 1000}k`,
    ...cut(write(characters)),
    pace: usualPace,
  }));
}

function cut(text: string): Pick<Document, 'tokens'> {
  const random = seededRandom(text.length);
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + 1 + Math.floor(random() * 8);
    tokens.push(text.slice(at, end));
    at = end;
  }
  return { tokens };
}

const words =
  `patient history of chest pain radiating to the left arm with exertion relieved by rest
  blood pressure heart rate oxygen saturation temperature respiratory rate elevated troponin normal
  lactate creatinine potassium sodium glucose haemoglobin white cell count suggests consider repeat
  monitor exclude dissection embolism pericarditis reflux infection anaemia arrhythmia ischaemia
  electrocardiogram radiograph ultrasound angiography culture dose daily twice after before within
  hours days weeks aspirin metoprolol furosemide heparin ceftriaxone allergy renal hepatic function
  risk score low moderate high evidence guideline review next step discharge admission`.split(
    /\s+/,
  );

type Writer = (characters: number) => string;

/** Writes pieces until the text is about as long as wanted; the last one ends it. */
function fill(
  characters: number,
  between: string,
  write: (speak: Speaker, index: number) => string,
): string[] {
  const speak = speaker(characters);
  const pieces: string[] = [];
  for (let length = 0; length < characters;) {
    const piece = write(speak, pieces.length);
    pieces.push(piece);
    length += piece.length + between.length;
  }
  return pieces;
}

type Speaker = (howMany: number) => string;

function speaker(seed: number): Speaker {
  const random = seededRandom(seed);
  const word = () => words[Math.floor(random() * words.length)] ?? '';
  return (howMany) => Array.from({ length: howMany }, word).join(' ');
}

const sentence = (speak: Speaker) => `${capital(speak(9))}, ${speak(6)}.`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const mixed: Writer = (characters) =>
  [...fill(characters, '\n\n', (speak, index) => section(speak, index)), `The ${lastWord}`].join(
    '\n\n',
  );

/** Paragraphs in every section, and of the other constructs one after the other. */
function section(speak: Speaker, index: number): string {
  const construct = constructs[index % constructs.length] ?? paragraph;
  return [
    `## ${index + 1}. ${capital(speak(4))}`,
    paragraph(speak),
    construct(speak),
    paragraph(speak),
  ].join('\n\n');
}

const paragraph = (speak: Speaker) =>
  `${sentence(speak)} **${capital(speak(3))}** and *${speak(2)}*, \`${speak(1)} > 2.5\`: ` +
  `${speak(8)} ([${speak(3)}](https://example.org/guideline)). ${sentence(speak)} ${sentence(speak)}`;

const constructs: readonly ((speak: Speaker) => string)[] = [
  (speak) =>
    lines(5, () => `- **${speak(2)}**: ${speak(9)}`) + `\n  - ${speak(7)}\n  - ${speak(5)}`,
  (speak) =>
    `| Test | Result | Meaning |\n| --- | --: | --- |\n` +
    lines(6, () => `| ${speak(2)} | ${speak(1)} | ${speak(5)} |`),
  (speak) => lines(4, (index) => `${index + 1}. ${sentence(speak)}`),
  (speak) => `\`\`\`json\n{\n${lines(7, () => `  "${speak(1)}": "${speak(5)}",`)}\n}\n\`\`\``,
  (speak) => lines(3, () => `> ${sentence(speak)}`),
];

function lines(howMany: number, write: (index: number) => string): string {
  return Array.from({ length: howMany }, (_, index) => write(index)).join('\n');
}

const giantList: Writer = (characters) =>
  [
    ...fill(characters, '\n', (speak) => `- **${capital(speak(2))}**: ${speak(10)}`),
    `- The ${lastWord}`,
  ].join('\n');

const giantFence: Writer = (characters) =>
  [
    '```python',
    ...fill(characters, '\n', (speak) => `    ${speak(1)} = assess("${speak(5)}", limit=2.5)`),
    `    # ${lastWord}`,
    '```',
  ].join('\n');

const giantParagraph: Writer = (characters) =>
  [
    ...fill(
      characters,
      ' ',
      (speak) => `${sentence(speak)} Then *${speak(2)}* is \`${speak(1)}\`.`,
    ),
    `The ${lastWord}`,
  ].join(' ');

const giantTable: Writer = (characters) =>
  [
    '| Test | Result | Meaning |',
    '| --- | --: | --- |',
    ...fill(characters, '\n', (speak) => `| ${speak(2)} | ${speak(1)} | ${speak(6)} |`),
    `| the | very | ${lastWord} |`,
  ].join('\n');
