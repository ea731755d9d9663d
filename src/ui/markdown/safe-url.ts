/**
 * Where a link in model output may lead, and what the reader is told about it before it opens.
 *
 * Its one law: an address is taken apart by the browser's own parser and put together again, never
 * judged by how it is written. What is not http, https, mailto or tel is no link.
 */

export interface Destination {
  /** Safe to put into the page; host in ASCII, without name or password. */
  readonly href: string;
  /** Where it leads, in ASCII: a host with its port, or an address or number. */
  readonly place: string;
  /** Why the reader should look twice. */
  readonly warning?: 'lookalike' | 'credentials';
}

const web = new Set(['http:', 'https:']);
const direct = new Set(['mailto:', 'tel:']);
/** What a browser drops or trims before it reads a scheme; in an address of a reply it is a trick. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
const addressOfMail = /^[^\s@<>"'()]+@[^\s@<>"'()]+$/;
const number = /^\+?[\d().\-\s]{2,32}$/;

export function readDestination(address: string): Destination | undefined {
  const trimmed = address.trim();
  if (invisible.test(safeDecode(trimmed)) || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (web.has(url.protocol)) return /^https?:\/\//i.test(trimmed) ? onTheWeb(url) : undefined;
  return direct.has(url.protocol) ? toPerson(url) : undefined;
}

function onTheWeb(url: URL): Destination | undefined {
  if (url.hostname === '') return undefined;
  const hasCredentials = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  const warning = isLookalike(url.hostname)
    ? 'lookalike'
    : hasCredentials
      ? 'credentials'
      : undefined;
  return { href: url.href, place: url.host, ...(warning !== undefined && { warning }) };
}

function isLookalike(host: string): boolean {
  return host.split('.').some((label) => label.startsWith('xn--'));
}

/** Without subject, body or copies: a link must not write a letter for the reader. */
function toPerson(url: URL): Destination | undefined {
  const place = safeDecode(url.pathname);
  const pattern = url.protocol === 'tel:' ? number : addressOfMail;
  if (!pattern.test(place)) return undefined;
  return { href: `${url.protocol}${url.pathname}`, place };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
