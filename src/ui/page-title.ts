/**
 * The page's title, which more than one part of the page wants at a time.
 *
 * Whoever wants it claims it and lets it go; the weightiest claim is shown, and without any the
 * title of the page itself. Its one law: nobody else writes `document.title`.
 */
export type TitleWeight = 'cover' | 'alarm';

const weights: Record<TitleWeight, number> = { cover: 1, alarm: 2 };
const claims = new Map<TitleWeight, string>();
let own: string | null = null;

/** @param title `null` lets it go */
export function claimTitle(weight: TitleWeight, title: string | null): void {
  if (claims.size === 0) own = document.title;
  if (title === null) claims.delete(weight);
  else claims.set(weight, title);
  const [heaviest] = [...claims].sort(([one], [other]) => weights[other] - weights[one]);
  document.title = heaviest?.[1] ?? own ?? document.title;
}
