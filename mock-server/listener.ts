/**
 * The port of the mock server: taken, given up for a while, taken again.
 *
 * Its one law: after a restart the address is the one before, and nothing that was connected still
 * is.
 */
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

export interface Listener {
  /** Empty before `listen`. */
  readonly url: string;
  listen(port: number, host: string): Promise<string>;
  /**
   * Stops listening, lets `end` say goodbye, stays away for `ms` and listens again. Resolves when it
   * does, or when the server is closed instead.
   */
  restart(ms: number, end: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** How long requests that are being answered may take, in milliseconds. */
const answerGrace = 100;
/** How long somebody else may have the port, in attempts of 20 ms. */
const attempts = 250;

export function createListener(app: FastifyInstance): Listener {
  const { server } = app;
  const closing = new AbortController();
  let url = '';
  let restarting: Promise<void> = Promise.resolve();

  async function letGo(end: () => Promise<void>): Promise<void> {
    const gone = new Promise((resolve) => server.close(resolve));
    await end();
    await Promise.race([gone, setTimeout(answerGrace, undefined, { ref: false })]);
    // A handshake that was being decided on may have become a connection since: again until none is.
    const sweep = setInterval(() => void end(), answerGrace);
    server.closeAllConnections();
    await gone;
    clearInterval(sweep);
  }

  async function takeAgain(): Promise<void> {
    const { port, hostname: host } = new URL(url);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await bind(app, Number(port), host);
      } catch (error) {
        if (attempt === attempts) throw error;
        await setTimeout(20, undefined, { signal: closing.signal });
      }
    }
  }

  async function restart(ms: number, end: () => Promise<void>): Promise<void> {
    await letGo(end);
    try {
      await setTimeout(ms, undefined, { signal: closing.signal });
      await takeAgain();
    } catch (error) {
      if (!closing.signal.aborted) throw error;
    }
  }

  return {
    get url() {
      return url;
    },
    async listen(port, host) {
      url = await app.listen({ port, host });
      return url;
    },
    restart: (ms, end) => (restarting = restarting.then(() => restart(ms, end))),
    async close() {
      closing.abort();
      await restarting;
      await app.close();
    },
  };
}

function bind({ server }: FastifyInstance, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
