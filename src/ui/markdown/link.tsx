/**
 * Links and images of a reply. A link says where it leads before it opens; an image is never loaded,
 * it is a link to where it lies. What leads nowhere safe keeps its words and is no link.
 */
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { Destination } from './safe-url.ts';
import { readDestination } from './safe-url.ts';

interface LinkProps {
  address: string | undefined;
  title: string | undefined;
  children: ReactNode;
}

/** Links do not nest: what would be one inside a link is its words. */
const InsideLink = createContext(false);

export function Link({ address, title, children }: LinkProps) {
  const isInside = useContext(InsideLink);
  const destination = readDestination(address ?? '');
  const inside = <InsideLink value={true}>{children}</InsideLink>;
  if (isInside) return <span>{inside}</span>;
  if (destination === undefined) return <Refused>{inside}</Refused>;
  return (
    <a
      href={destination.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={title}
      className="opens-new-tab wrap-anywhere text-accent underline underline-offset-2 hover:text-accent-hover"
    >
      {inside}
      {!says(children, destination) && <Place destination={destination} />}
    </a>
  );
}

function Refused({ children }: { children: ReactNode }) {
  return (
    <span>
      {children}
      <span className="text-xs text-ink-3"> (link not offered)</span>
    </span>
  );
}

interface ImageProps {
  address: string | undefined;
  alt: string | undefined;
  title: string | undefined;
}

export function Image({ address, alt, title }: ImageProps) {
  const isInside = useContext(InsideLink);
  const words = `Image: ${alt === undefined || alt === '' ? 'not described' : alt}`;
  if (isInside) return <span>{words}</span>;
  return (
    <Link address={address} title={title}>
      {words}
    </Link>
  );
}

/** Whether the words of a link are its destination already, to the letter. */
function says(children: ReactNode, { place, href, warning }: Destination): boolean {
  if (warning !== undefined || typeof children !== 'string') return false;
  return [place, href, `https://${place}`, `http://${place}`, `mailto:${place}`].includes(children);
}

function Place({ destination: { place, warning } }: { destination: Destination }) {
  if (warning === undefined) {
    // One text: each more costs the browser time while the reply grows.
    return <span className="text-xs text-ink-3">{` (${place})`}</span>;
  }
  return (
    <strong className="rounded-sm bg-medium-soft px-1 text-xs font-semibold text-medium">
      {' '}
      leads to {place}
    </strong>
  );
}
