/**
 * What may become HTML or code from a string, under a policy that demands to be asked: an empty string, by
 * which React Aria clears its announcements, and one character reference, which the Markdown parser
 * has the browser read; and one address of a script, the service worker's. Everything else the browser
 * refuses, in our own code and in any library.
 */
import { workerAddress } from '../net/offline-shell.ts';

const harmless = /^(?:&(?:#x?)?[\da-z]+;)?$/i;

interface Rules {
  createHTML: (html: string) => string | null;
  createScriptURL: (address: string) => string | null;
}

interface TrustedTypes {
  createPolicy(name: 'default', rules: Rules): unknown;
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** @returns `null` is a refusal */
export const allowHarmless = (html: string): string | null => (harmless.test(html) ? html : null);

export const allowWorker = (address: string): string | null =>
  address === workerAddress ? address : null;

/** Where the browser knows such policies. */
export function guardHtml(page: Pick<Window, 'trustedTypes'> = window): void {
  const rules = { createHTML: allowHarmless, createScriptURL: allowWorker };
  page.trustedTypes?.createPolicy('default', rules);
}
