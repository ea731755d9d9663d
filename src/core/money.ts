/**
 * Money, in whole US cents, so that sums are exact.
 *
 * Servers speak of dollars as floating-point numbers; they become cents at the door and are never
 * dollars again, but for the eye. The one law: no arithmetic on dollars anywhere.
 */
export type Cents = number & { readonly __unit: 'US cents' };

/** An amount of cents known to be whole, e.g. a constant. Nothing is `0`, never `-0`. */
export function cents(amount: number): Cents {
  return (Math.round(amount) + 0) as Cents;
}

/** Dollars from a server to cents; `undefined` for what is not an amount (NaN, Infinity). */
export function fromDollars(dollars: number): Cents | undefined {
  return Number.isFinite(dollars) ? cents(Number((dollars * 100).toFixed(4))) : undefined;
}

/** Cents to dollars, for a request. */
export function toDollars(amount: Cents): number {
  return amount / 100;
}

export function add(a: Cents, b: Cents): Cents {
  return cents(a + b);
}

export function subtract(a: Cents, b: Cents): Cents {
  return cents(a - b);
}

export function sum(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return cents(total);
}

const dollarFormat = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `1354` → `$13.54`. */
export function formatMoney(amount: Cents): string {
  return dollarFormat.format(amount / 100);
}

/** Typed amounts: digits, optional thousands separators, at most two decimals, optional dollar sign. */
const typedAmount = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;
const largestAmount = 1_000_000_000;

/** What a person typed, as cents: `"100"`, `"$1,250.50"`. `undefined` when it is not an amount. */
export function parseDollars(typed: string): Cents | undefined {
  const match = typedAmount.exec(typed.trim());
  if (!match) return undefined;
  const whole = Number((match[1] ?? '').replaceAll(',', ''));
  const fraction = Number((match[2] ?? '').padEnd(2, '0'));
  const amount = whole * 100 + fraction;
  return amount <= largestAmount ? cents(amount) : undefined;
}
