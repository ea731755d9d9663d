/**
 * A WebSocket server on a free port that says what it was told to, whatever it is asked.
 *
 * Each connection plays the next script; each message that arrives is answered by the next reply of
 * that script. Its one law: it is a real server, and only the words are scripted.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';

export interface ScriptedReply {
  /** Text frames as they stand on the wire. */
  readonly frames: readonly string[];
  /** Ends the connection after the frames; 1006 cuts it. */
  readonly close?: number;
}

export interface Script {
  /** Text frames that are said as soon as the connection is open. */
  readonly greeting?: readonly string[];
  /** Refuses the handshake with this HTTP status. */
  readonly refuse?: number;
  readonly replies: readonly ScriptedReply[];
  /** Ends the connection as soon as it is open. */
  readonly close?: number;
}

export interface ScriptedServer {
  readonly url: string;
  /** Every message that arrived, as text. */
  readonly received: readonly string[];
  readonly connections: number;
  close(): Promise<void>;
}

/** A connection beyond the last script is refused. */
export async function startScriptedServer(scripts: readonly Script[]): Promise<ScriptedServer> {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer();
  const received: string[] = [];
  let connections = 0;
  server.on('upgrade', (request, stream, head) => {
    const script = scripts[connections++] ?? { refuse: 503, replies: [] };
    if (script.refuse !== undefined) {
      stream.end(`HTTP/1.1 ${script.refuse} Refused\r\nconnection: close\r\n\r\n`);
    } else {
      sockets.handleUpgrade(request, stream, head, (socket) => play(socket, script, received));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    get connections() {
      return connections;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function play(socket: WebSocket, script: Script, received: string[]): void {
  const replies = [...script.replies];
  socket.on('error', () => socket.terminate());
  socket.on('message', (data: RawData) => {
    received.push(Buffer.isBuffer(data) ? data.toString() : '');
    const reply = replies.shift();
    for (const frame of reply?.frames ?? []) socket.send(frame);
    if (reply?.close !== undefined) end(socket, reply.close);
  });
  for (const frame of script.greeting ?? []) socket.send(frame);
  if (script.close !== undefined) end(socket, script.close);
}

/** A connection is cut only after everything before has left. */
function end(socket: WebSocket, code: number): void {
  if (code === 1006) socket.ping('', false, () => socket.terminate());
  else socket.close(code);
}
