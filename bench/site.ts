/**
 * The built site with a mock server behind it, and an empty page beside it to compare with, all on
 * free ports.
 */
import type { Plugin } from 'vite';
import { preview } from 'vite';
import type { MockOptions } from '../mock-server/options.ts';
import { createMockServer } from '../mock-server/server.ts';
import { proxyTo } from '../scripts/proxy.ts';

export interface Site {
  /** Without a slash at its end. */
  readonly url: string;
  /** Of the mock server itself. */
  readonly mockUrl: string;
  close(): Promise<void>;
}

export const emptyPath = '/empty';

/** One word, so that there is something to paint, and nothing else. */
const emptyPage = `<!doctype html>
<html lang="en"><head><title>Empty</title><link rel="icon" href="data:," /></head>
<body><p>Empty</p></body></html>`;

/** @param options how the mock server behaves */
export async function openSite(options: Partial<MockOptions> = {}): Promise<Site> {
  const mock = await createMockServer({ rate: 0, ...options });
  await mock.listen(0);
  const server = await preview({
    logLevel: 'silent',
    plugins: [serveEmptyPage],
    preview: { host: '127.0.0.1', port: 0, proxy: proxyTo(mock.url) },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    mockUrl: mock.url,
    async close() {
      await server.close();
      await mock.close();
    },
  };
}

const serveEmptyPage: Plugin = {
  name: 'empty-page',
  configurePreviewServer({ middlewares }) {
    middlewares.use(emptyPath, (_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(emptyPage);
    });
  },
};
