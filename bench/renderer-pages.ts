/**
 * One page for each renderer, built for production by itself, so that its size is its own, and
 * served from memory. They all wear the console's styles and the same frame.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Rolldown } from 'vite';
import { build } from 'vite';

/** In the order of the table; each has a page of its name in `renderers/`. */
const sources = {
  receive: 'receive.ts',
  'text node': 'text-node.ts',
  limit: 'limit.ts',
  sample: 'sample.tsx',
  'react-markdown': 'react-markdown.tsx',
  streamdown: 'streamdown.tsx',
  bedside: 'bedside.tsx',
  'bedside whole': 'bedside-whole.tsx',
} as const;

export type RendererName = keyof typeof sources;

export const rendererNames = Object.keys(sources) as readonly RendererName[];

export interface RendererPages {
  addressOf(name: RendererName): string;
  /** Thousands of bytes of JavaScript before anything lazy, compressed by gzip. */
  readonly kilobytes: Readonly<Partial<Record<RendererName, number>>>;
  close(): Promise<void>;
}

interface Built {
  /** By path below the page's own. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly kilobytes: number;
}

export async function openRendererPages(names: readonly RendererName[]): Promise<RendererPages> {
  const built = new Map<string, Built>();
  const kilobytes: Partial<Record<RendererName, number>> = {};
  for (const name of names) {
    const page = await buildPage(name);
    built.set(pathOf(name), page);
    kilobytes[name] = page.kilobytes;
  }
  const server = createServer((request, response) => {
    const [, page = '', path = ''] = /^\/([^/]+)\/(.*)$/.exec(request.url ?? '') ?? [];
    const file = built.get(page)?.files.get(path);
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': typeOf(path) });
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    addressOf: (name) => `http://127.0.0.1:${port}/${pathOf(name)}/`,
    kilobytes,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const pathOf = (name: RendererName) => name.replaceAll(' ', '-');

async function buildPage(name: RendererName): Promise<Built> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    base: './',
    publicDir: false,
    plugins: [react(), tailwindcss()],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: [`bench/renderers/${sources[name]}`, 'src/ui/theme.css'] },
    },
  });
  const { output } = [result].flat()[0] as Rolldown.RolldownOutput;
  const files = new Map<string, string | Uint8Array>();
  for (const file of output) {
    files.set(file.fileName, file.type === 'chunk' ? file.code : file.source);
  }
  const initial = initialChunks(output);
  const styles = [...files.keys()].filter((path) => path.endsWith('.css'));
  files.set('', writePage(initial[0]?.fileName ?? '', styles));
  const bytes = initial.map(({ code }) => gzipSync(code, { level: 9 }).length);
  return { files, kilobytes: bytes.reduce((sum, each) => sum + each, 0) / 1000 };
}

/** The entry and everything it imports at once. */
function initialChunks(output: Rolldown.RolldownOutput['output']): Rolldown.OutputChunk[] {
  const chunks = output.filter((file) => file.type === 'chunk');
  const entry = chunks.filter(
    ({ isEntry, facadeModuleId }) => isEntry && /\.tsx?$/.test(facadeModuleId ?? ''),
  );
  const found = new Set(entry);
  for (const { imports } of found) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk);
  }
  return [...found];
}

function writePage(script: string, styles: readonly string[]): string {
  const links = styles.map((path) => `<link rel="stylesheet" href="${path}" />`).join('');
  return `<!doctype html>
<html lang="en"><head><title>Renderer</title><link rel="icon" href="data:," />${links}
<style>
  #pane { block-size: 100vh; overflow-y: auto; }
  #reply { max-inline-size: 50rem; margin-inline: auto; padding: 1rem; }
</style>
<script type="module" src="${script}"></script></head>
<body><div id="pane"><div id="reply"></div></div></body></html>`;
}

function typeOf(path: string): string {
  if (path.endsWith('.js')) return 'text/javascript; charset=utf-8';
  return `text/${path.endsWith('.css') ? 'css' : 'html'}; charset=utf-8`;
}
