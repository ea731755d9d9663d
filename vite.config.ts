import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where the API is while developing and previewing; the site and the API share one origin. */
const api = process.env['BEDSIDE_API'] ?? 'http://127.0.0.1:8000';
const proxy = { '/api': { target: api, ws: true } };

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: { target: 'es2022', manifest: true, sourcemap: true },
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
});
