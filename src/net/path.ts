/**
 * The path of a request, and what it is called where requests are counted.
 *
 * Its one law: what is put into a path is in its address, encoded, and never in its name.
 */
export interface Path {
  /** Below the base address, with its query. */
  readonly address: string;
  /** E.g. `sessions/…/messages`. */
  readonly operation: string;
}

/** Takes ids as they are: path`sessions/${id}/messages`. */
export function path(words: TemplateStringsArray, ...ids: readonly string[]): Path {
  return {
    address: String.raw({ raw: words }, ...ids.map((id) => encodeURIComponent(id))),
    operation: words.join('…'),
  };
}

export function withQuery({ address, operation }: Path, query: string): Path {
  return { address: `${address}?${query}`, operation };
}

/** Of a path that is only text, nobody knows where ids are: its first word is the code's own. */
export function toPath(given: string | Path): Path {
  if (typeof given !== 'string') return given;
  return { address: given, operation: /^[^/?#]*/.exec(given)?.[0] ?? '' };
}
