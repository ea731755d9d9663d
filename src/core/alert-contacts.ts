/**
 * Whom to call, as an emergency's text says: numbers that can be dialled.
 *
 * It owns what counts as a telephone number. Three digits in a clinical text are seldom one, so a
 * number counts only where a line offers it: as a list of contacts does, or beside "call", "dial"
 * or "text … to". Its one law: never a number that the text does not have in whole, so a line that
 * is still growing is not read. Raising an alert never depends on any of this.
 */
export interface Contact {
  /** As it is written. */
  readonly number: string;
  /** Who answers there; empty where the text does not say. */
  readonly label: string;
  /** `tel:` or `sms:` with digits only. */
  readonly href: string;
}

/** Characters that are looked through: contacts stand in a message, not in a treatise. */
const longestText = 6_000;
const longestLine = 240;

const short = String.raw`911|112|999|988|000|111|119|110|116 ?\d{3}`;
const long = String.raw`\+?\(?\d{1,4}\)?(?:[ .-]\(?\d{2,5}\)?){1,4}|\+?\d{7,15}`;
const number = `(?<![\\w.,/+-])(?<number>${long}|${short})(?![\\w/%]|[.,:-]\\d)`;
const bullet = String.raw`(?:[•*·–-]\s*|\d{1,2}[.)]\s+)?`;
const serviceWords =
  /emergenc|ambulance|police|poison|crisis|lifeline|hotline|helpline|suicid|phone|\btel\b|call|contact|service/i;

/** The number leads, alone or with who answers: `• 911: Emergency Services`. */
const leading = new RegExp(
  `^${bullet}${number}\\s*(?:[:–—-]\\s*(?<label>\\p{L}.*)|\\((?<inside>\\p{L}[^)]*)\\))?$`,
  'u',
);
/** The number ends the line: `Poison Control: 1-800-222-1222`. */
const trailing = new RegExp(
  `^${bullet}(?<label>[^:]{2,80}):\\s*${number}\\s*(?:\\([^)]*\\))?\\.?$`,
);
/** `call 911 or go to …` */
const called = new RegExp(
  `\\b(?:call|dial|phone|ring)(?: or text)?(?: us)?(?: at)? ${number}`,
  'i',
);
/** `Text HOME to 741741` */
const texted = /\btext (?<word>"?[a-z]{2,12}"?) to (?<number>\d{5,6})\b/i;

/** @param isWhole no more text will come, so that the last line counts */
export function findContacts(text: string, isWhole: boolean): readonly Contact[] {
  const lines = text.slice(0, longestText).split('\n');
  const settled = isWhole && text.length <= longestText ? lines : lines.slice(0, -1);
  const found = new Map<string, Contact>();
  for (const contact of settled.flatMap(contactsOf)) {
    const known = found.get(contact.href);
    if (!known || known.label === '') found.set(contact.href, contact);
  }
  return [...found.values()];
}

function contactsOf(line: string): readonly Contact[] {
  const words = line.replace(/[*_`]{2,}|`/g, '').trim();
  if (words.length > longestLine) return [];
  const message = texted.exec(words)?.groups;
  if (message) return [textTo(message['number'] ?? '', message['word'] ?? '')];
  return [dial(leading.exec(words), true), dial(trailing.exec(words), false), ordered(words)]
    .flat()
    .slice(0, 1);
}

function ordered(words: string): readonly Contact[] {
  const match = called.exec(words);
  return match ? [call(match.groups?.['number'] ?? '', '')] : [];
}

/** What is measured in a patient looks like a label with a number too: a service has to be named. */
function dial(match: RegExpExecArray | null, leads: boolean): readonly Contact[] {
  const { number: written = '', inside = '', label = inside } = match?.groups ?? {};
  if (written === '' || isDate(written)) return [];
  const isShort = digitsOf(written).length < 7;
  if (isShort && !leads && !serviceWords.test(label)) return [];
  return [call(written, label.trim())];
}

function isDate(written: string): boolean {
  return /^(?:\d{4}[ .-]\d{1,2}[ .-]\d{1,2}|\d{1,2}[ .-]\d{1,2}[ .-]\d{4})$/.test(written);
}

function call(written: string, label: string): Contact {
  const plus = written.startsWith('+') ? '+' : '';
  return { number: written, label, href: `tel:${plus}${digitsOf(written)}` };
}

function textTo(written: string, word: string): Contact {
  return { number: written, label: `Text ${word}`, href: `sms:${written}` };
}

function digitsOf(written: string): string {
  return written.replace(/\D/g, '');
}
