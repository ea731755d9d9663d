/**
 * The page's title, which more than one part of the page wants at a time.
 *
 * Whoever wants it claims it and lets it go; the weightiest claim is shown, and without any the
 * title of the page itself. Its one law: nobody else writes `document.title`.
 */
export type TitleWeight = 'cover' | 'alarm';

const weights: Record<TitleWeight, number> = { cover: 1, alarm: 2 };
const claims = new Map<string, { weight: TitleWeight; title: string }>();
let own: string | null = null;

/**
 * @param title `null` lets it go
 * @param owner who claims it, where there are several of a weight
 */
export function claimTitle(weight: TitleWeight, title: string | null, owner = ''): void {
  if (claims.size === 0) own = document.title;
  const key = `${weight} ${owner}`;
  if (title === null) claims.delete(key);
  else claims.set(key, { weight, title });
  const [heaviest] = [...claims.values()].sort(
    (one, other) => weights[other.weight] - weights[one.weight],
  );
  document.title = heaviest?.title ?? own ?? document.title;
}
