/**
 * Text of any characters at all, for properties that hold whatever is said.
 *
 * The same range as the `binary` unit of fast-check, which takes seconds to list all of it first.
 */
import fc from 'fast-check';

const firstHalf = 0xd800;
const halves = 0x800;
const last = 0x10ffff;

/** Every code point but the halves of a pair, which are no character alone. */
const character = fc
  .integer({ min: 0, max: last - halves })
  .map((place) => String.fromCodePoint(place < firstHalf ? place : place + halves));

export function anyText(limits: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ unit: fc.oneof(character, fc.constantFrom(...'{}[]":\\ a0\n')), ...limits });
}
