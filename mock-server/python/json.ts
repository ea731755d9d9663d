/**
 * `json.loads` of Python 3.11, for its error sentences and its tolerance of `NaN` and `Infinity`.
 *
 * The servers being imitated hand Python's own words to their clients. Its one law: positions are
 * counted in code points, as Python counts them, not in UTF-16 units.
 */

const literals: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const spacePattern = /[ \t\n\r]*/y;

/** What Python calls a JSONDecodeError. `position` is in code points from 0. */
export class PythonJsonError extends Error {
  readonly reason: string;
  readonly position: number;

  constructor(reason: string, text: string, index: number) {
    const before = [...text.slice(0, index)];
    const line = before.filter((character) => character === '\n').length + 1;
    const column = before.length - before.lastIndexOf('\n');
    super(`${reason}: line ${line} column ${column} (char ${before.length})`);
    this.reason = reason;
    this.position = before.length;
  }
}

/** The value of `text`, or a PythonJsonError. */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Slow, but says what Python would say.
    return new Scanner(text).document();
  }
}

class Scanner {
  private readonly text: string;
  private index = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): unknown {
    if (this.text.startsWith('\ufeff')) {
      throw this.error('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0);
    }
    this.skipSpace();
    const value = this.value();
    this.skipSpace();
    if (this.index < this.text.length) throw this.error('Extra data', this.index);
    return value;
  }

  private value(): unknown {
    const next = this.text[this.index];
    if (next === '"') return this.string();
    if (next === '{') return this.object();
    if (next === '[') return this.array();
    for (const [word, value] of literals) {
      if (this.text.startsWith(word, this.index)) {
        this.index += word.length;
        return value;
      }
    }
    numberPattern.lastIndex = this.index;
    const digits = numberPattern.exec(this.text)?.[0];
    if (digits === undefined) throw this.error('Expecting value', this.index);
    this.index += digits.length;
    return Number(digits);
  }

  private object(): Record<string, unknown> {
    const members: [string, unknown][] = [];
    this.index += 1;
    this.skipSpace();
    if (this.take('}')) return {};
    do {
      this.skipSpace();
      if (this.text[this.index] !== '"') {
        throw this.error('Expecting property name enclosed in double quotes', this.index);
      }
      const key = this.string();
      this.skipSpace();
      if (!this.take(':')) throw this.error("Expecting ':' delimiter", this.index);
      this.skipSpace();
      members.push([key, this.value()]);
      this.skipSpace();
    } while (this.take(','));
    if (!this.take('}')) throw this.error("Expecting ',' delimiter", this.index);
    return Object.fromEntries(members);
  }

  private array(): unknown[] {
    const items: unknown[] = [];
    this.index += 1;
    this.skipSpace();
    if (this.take(']')) return items;
    do {
      this.skipSpace();
      items.push(this.value());
      this.skipSpace();
    } while (this.take(','));
    if (!this.take(']')) throw this.error("Expecting ',' delimiter", this.index);
    return items;
  }

  private string(): string {
    const start = this.index;
    for (let index = start + 1; index < this.text.length; index += 1) {
      const character = this.text.charAt(index);
      if (character === '"') {
        this.index = index + 1;
        return JSON.parse(this.text.slice(start, this.index)) as string;
      }
      if (character < ' ') throw this.error('Invalid control character at', index);
      if (character === '\\') index += this.escapeLength(index, start) - 1;
    }
    throw this.error('Unterminated string starting at', start);
  }

  /** How many characters the escape at `index` has, its backslash included. */
  private escapeLength(index: number, start: number): number {
    const kind = this.text.charAt(index + 1);
    if (kind === '') throw this.error('Unterminated string starting at', start);
    if (kind !== 'u') {
      if ('"\\/bfnrt'.includes(kind)) return 2;
      throw this.error('Invalid \\escape', index);
    }
    // Python wants one character more after the digits, be it only the closing quote.
    const hasMore = index + 6 < this.text.length;
    if (hasMore && /^[0-9a-fA-F]{4}$/.test(this.text.slice(index + 2, index + 6))) return 6;
    throw this.error('Invalid \\uXXXX escape', index + 1);
  }

  private take(character: string): boolean {
    if (this.text[this.index] !== character) return false;
    this.index += 1;
    return true;
  }

  private skipSpace(): void {
    spacePattern.lastIndex = this.index;
    this.index += spacePattern.exec(this.text)?.[0].length ?? 0;
  }

  private error(reason: string, index: number): PythonJsonError {
    return new PythonJsonError(reason, this.text, index);
  }
}
