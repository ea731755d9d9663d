import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { dialHub } from './hub.ts';

const separator = '\u001e';
const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const act of cleanUp.splice(0)) act();
});

/** A hub that lets everybody in and then does what it is told to. @returns its address */
async function startHub(act: (socket: WebSocket) => void): Promise<string> {
  const transports = [{ transport: 'WebSockets', transferFormats: ['Text'] }];
  const ticket = { connectionId: 'a', connectionToken: 'b', negotiateVersion: 1 };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...ticket, availableTransports: transports }));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.once('message', () => {
      socket.send(`{}${separator}`);
      // What comes with the handshake would be taken for a line that was never up.
      socket.once('message', () => act(socket));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ws/chat`;
}

async function codeAfter(act: (socket: WebSocket) => void): Promise<number> {
  const url = await startHub(act);
  return new Promise((resolve, reject) => {
    dialHub({ url, token: null, events: [], onEvent: () => undefined, onClosed: resolve }).then(
      (line) => void line.invoke('Act').catch(() => undefined),
      reject,
    );
  });
}

const farewell = (content: object) => (socket: WebSocket) =>
  socket.send(JSON.stringify({ type: 7, ...content }) + separator);

describe('why a hub is gone', () => {
  it.each([1000, 1001, 1008, 1011, 1012, 1013, 4999])(
    '[F9] closed with %i, that code is told',
    async (code) => {
      expect(await codeAfter((socket) => socket.close(code))).toBe(code);
    },
  );

  it('[F3] cut off, it is 1006', async () => {
    expect(await codeAfter((socket) => socket.terminate())).toBe(1006);
  });

  it.each([
    ['[F1] closes the line in order', {}, 1000],
    ['[F2] restarts', { allowReconnect: true }, 1001],
    ['[F7] failed', { error: 'Connection closed with an error.' }, 1011],
  ])('a hub that says itself that it %s', async (_, content, code) => {
    expect(await codeAfter(farewell(content))).toBe(code);
  });
});
