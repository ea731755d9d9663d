/**
 * Where a text that should be JSON stops being so: browsers say it each in their way, or not at all.
 *
 * It reads by the grammar of RFC 8259 and makes nothing of what it reads. Loaded only where reading
 * has failed already.
 */

/** Both counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** @returns `null` for a text that is JSON. @throws `RangeError` where it is nested too deeply to tell */
export function findJsonFault(text: string): TextPlace | null {
  try {
    new Reader(text).readAll();
    return null;
  } catch (error) {
    if (error instanceof Fault) return placeOf(text, error.offset);
    throw error;
  }
}

class Fault extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('Not JSON');
    this.offset = offset;
  }
}

const space = /[ \t\n\r]*/y;
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Without its closing quote, so that one that is never closed ends where it stops being a string. */
const openString = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

class Reader {
  #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): void {
    this.#readValue();
    if (this.#offset < this.#text.length) throw new Fault(this.#offset);
  }

  #readValue(): void {
    this.#skip(space);
    if (this.#accept('{')) this.#readMembers('}', () => this.#readEntry());
    else if (this.#accept('[')) this.#readMembers(']', () => this.#readValue());
    else if (this.#text[this.#offset] === '"') this.#readString();
    else if (!this.#skip(scalar)) throw new Fault(this.#offset);
    this.#skip(space);
  }

  #readMembers(end: string, readOne: () => void): void {
    this.#skip(space);
    if (this.#accept(end)) return;
    do readOne();
    while (this.#accept(','));
    this.#expect(end);
  }

  #readEntry(): void {
    this.#skip(space);
    this.#readString();
    this.#skip(space);
    this.#expect(':');
    this.#readValue();
  }

  #readString(): void {
    if (!this.#skip(openString)) throw new Fault(this.#offset);
    this.#expect('"');
  }

  #expect(mark: string): void {
    if (!this.#accept(mark)) throw new Fault(this.#offset);
  }

  #accept(mark: string): boolean {
    const isThere = this.#text[this.#offset] === mark;
    if (isThere) this.#offset++;
    return isThere;
  }

  /** @returns whether anything was there */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset;
    const length = pattern.exec(this.#text)?.[0].length ?? 0;
    this.#offset += length;
    return length > 0;
  }
}

function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
