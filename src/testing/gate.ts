/**
 * A door in front of a server that can be shut and opened again, at the same address.
 *
 * The server behind it knows nothing of it and goes on with its work. Its one law: whoever was inside
 * when it is shut is thrown out.
 */
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

export interface Gate {
  readonly url: string;
  shut(): Promise<void>;
  open(): Promise<void>;
}

export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const inside = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      inside.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => inside.delete(socket));
    }
    client.on('close', () => upstream.destroy()).pipe(upstream);
    upstream.on('close', () => client.destroy()).pipe(client);
  });
  const listen = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  await listen(0);
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of inside) socket.destroy();
      }),
    open: () => listen(own),
  };
}
