/** The `ws` package as the browser's `WebSocket`, for tests over real sockets. */
import { WebSocket as NodeWebSocket } from 'ws';

export function createNodeSocket(url: string): WebSocket {
  const socket = new NodeWebSocket(url);
  // A browser reports a refused handshake by closing; Node would end the process for want of this.
  socket.on('error', () => undefined);
  return socket as unknown as WebSocket;
}
