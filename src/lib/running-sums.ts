/**
 * A growing list of numbers that are not negative, and the sums of its beginnings (a Fenwick tree):
 * changing a number, summing up to a place and finding the place of a sum take a few steps each,
 * however long the list.
 */
export class RunningSums {
  #values: number[] = [];
  /** Each holds the sum of as many values, up to its own place, as its lowest bit says. From 1. */
  #tree: number[] = [0];

  get count(): number {
    return this.#values.length;
  }

  get total(): number {
    return this.before(this.count);
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  push(value: number): void {
    this.#values.push(value);
    const node = this.count;
    let sum = value;
    for (let child = node - 1; child > node - lowestBit(node); child -= lowestBit(child)) {
      sum += this.#tree[child] ?? 0;
    }
    this.#tree.push(sum);
  }

  pop(): void {
    this.#values.pop();
    this.#tree.length = this.count + 1;
  }

  set(index: number, value: number): void {
    const change = value - this.at(index);
    if (change === 0 || index >= this.count) return;
    this.#values[index] = value;
    for (let node = index + 1; node <= this.count; node += lowestBit(node)) {
      this.#tree[node] = (this.#tree[node] ?? 0) + change;
    }
  }

  /** The sum of all values before that place. */
  before(index: number): number {
    let sum = 0;
    for (let node = Math.min(index, this.count); node > 0; node -= lowestBit(node)) {
      sum += this.#tree[node] ?? 0;
    }
    return sum;
  }

  /** The place at which the sum passes `sum`; the last one where it never does. */
  placeOf(sum: number): number {
    let place = 0;
    let left = sum;
    let step = 2 ** Math.floor(Math.log2(Math.max(1, this.count)));
    for (; step >= 1; step /= 2) {
      const held = this.#tree[place + step];
      if (held === undefined || held > left) continue;
      place += step;
      left -= held;
    }
    return Math.max(0, Math.min(place, this.count - 1));
  }
}

function lowestBit(value: number): number {
  return value & -value;
}
