/** The browser's own WebSocket, as the transports take it. */
export const browserSocket = (url: string): WebSocket => new WebSocket(url);
