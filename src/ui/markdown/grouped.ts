/**
 * A list that only grows at its end, kept in groups of a fixed size.
 *
 * Its one law: a full group is never touched again, so whoever compares groups by identity has to
 * look only at the last one, and adding costs the same however long the list is in a group.
 */
export type Grouped<Item> = readonly (readonly Item[])[];

export const groupSize = 5;
/** So many groups are drawn as one part of a whole that is long. */
export const partSize = 5;

export function append<Item>(groups: Grouped<Item>, items: readonly Item[]): Grouped<Item> {
  if (items.length === 0) return groups;
  const last = groups.at(-1);
  const isOpen = last !== undefined && last.length < groupSize;
  const added = isOpen ? [...last, ...items] : items;
  const result = isOpen ? groups.slice(0, -1) : [...groups];
  for (let start = 0; start < added.length; start += groupSize) {
    result.push(added.slice(start, start + groupSize));
  }
  return result;
}

/** The same groups where nothing changed, so that only what changed is drawn again. */
export function mapGrouped<Item>(groups: Grouped<Item>, change: (item: Item) => Item) {
  const result = groups.map((group) => {
    const changed = group.map(change);
    return hasSame(changed, group) ? group : changed;
  });
  return hasSame(result, groups) ? groups : result;
}

/** By identity, one after the other. */
export const hasSame = <Item>(one: readonly Item[], other: readonly Item[]) =>
  one.length === other.length && one.every((item, index) => item === other[index]);

/** `partSize` groups together, in turn; the last may have fewer. */
export function inParts<Group>(groups: readonly Group[]): readonly (readonly Group[])[] {
  return Array.from({ length: Math.ceil(groups.length / partSize) }, (_, index) =>
    groups.slice(index * partSize, (index + 1) * partSize),
  );
}
