import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { otherConfig } from './scripts/config-plugin.ts';
import { proxyTo } from './scripts/proxy.ts';
import { publish } from './scripts/publish-plugin.ts';

/** Where the API is while developing and previewing; the site and the API share one origin. */
const api = process.env['BEDSIDE_API'] ?? 'http://127.0.0.1:8000';
const proxy = proxyTo(api);

/**
 * React Aria brings its words in some thirty languages. Bedside speaks English only, whatever the
 * browser's language is, so the others are left out; a language without words falls back to English.
 */
function englishOnly(): Plugin {
  const dictionary = /\/intl\/(\w+\/)?(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;
  return {
    name: 'english-only',
    enforce: 'pre',
    load: {
      filter: { id: dictionary },
      handler: () => ({ code: 'export default undefined;', moduleSideEffects: false }),
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), englishOnly(), otherConfig(), publish()],
  build: {
    target: 'es2022',
    manifest: true,
    sourcemap: true,
    // Whatever the first view needs in one file, and not one for each set of parts that share it.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
  },
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
