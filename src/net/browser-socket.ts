/** The browser's own WebSocket, as the transports take it. */
export const browserSocket = (url: string): WebSocket => new WebSocket(url);

/** The same, with the token out of the address: the proxy of `deploy/` puts it there again. */
export function tokenSocket(url: string): WebSocket {
  const { address, protocols } = takeTokenOut(url);
  return new WebSocket(address, protocols);
}

/**
 * An address without its `token`, and subprotocols that carry it. What the proxy accepts is the first
 * of them: a browser takes no other than one that it offered, and the token is in no answer.
 */
export function takeTokenOut(url: string): { address: string; protocols: string[] } {
  const address = new URL(url);
  const token = address.searchParams.get('token');
  address.searchParams.delete('token');
  const protocols = token === null ? [] : ['bedside', `bedside.token.${token}`];
  return { address: address.href, protocols };
}
