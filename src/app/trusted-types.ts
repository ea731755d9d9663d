/**
 * What may become HTML from a string, under a policy that demands to be asked: an empty string, by
 * which React Aria clears its announcements, and one character reference, which the Markdown parser
 * has the browser read. Everything else the browser refuses, in our own code and in any library.
 */
const harmless = /^(?:&(?:#x?)?[\da-z]+;)?$/i;

interface TrustedTypes {
  createPolicy(name: 'default', rules: { createHTML: (html: string) => string | null }): unknown;
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** @returns `null` is a refusal */
export const allowHarmless = (html: string): string | null => (harmless.test(html) ? html : null);

/** Where the browser knows such policies. */
export function guardHtml(page: Pick<Window, 'trustedTypes'> = window): void {
  page.trustedTypes?.createPolicy('default', { createHTML: allowHarmless });
}
