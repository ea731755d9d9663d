/**
 * Lets the demonstration show another site: `BEDSIDE_CONFIG` names the file that is served as its
 * `config.json`, read anew each time as a site's own is.
 */
import { readFile } from 'node:fs/promises';
import type { Connect, Plugin } from 'vite';

export function otherConfig(path = process.env['BEDSIDE_CONFIG'] ?? ''): Plugin {
  const serve = ({ middlewares }: { middlewares: Connect.Server }) => {
    if (path === '') return;
    middlewares.use('/config.json', (_request, response, next) => {
      readFile(path).then((content) => {
        response.setHeader('content-type', 'application/json');
        response.setHeader('cache-control', 'no-store');
        response.end(content);
      }, next);
    });
  };
  return { name: 'other-config', configureServer: serve, configurePreviewServer: serve };
}
