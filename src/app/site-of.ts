/** The whole address, without a slash at its end; an empty one is that of the page's own site. */
export function siteOf(baseUrl: string): string {
  return new URL(baseUrl || '/', location.origin).href.replace(/\/+$/, '');
}
