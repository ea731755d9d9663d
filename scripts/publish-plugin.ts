/**
 * What a build brings beside its own files: each that is large enough compressed beside itself; the
 * name of the build, in the page and as `version.json`, which changes when anything does that a
 * browser would load; and the service worker, which is told what the build is made of.
 *
 * Its one law: only what this build made is compressed, or kept by the worker. Whatever a site puts
 * into the folder by itself, its config above all, has no copy that could go stale.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { build as bundle } from 'vite';
import type { Shell } from '../src/worker/shell.ts';
import { makeNotices } from './third-party-notices.ts';

/** Smaller ones fit into one packet as they are. */
const worthIt = 1_000;
/** Of `public/`, what belongs to the shell. */
const fixedFiles = ['icon.svg', 'icon-192.png', 'icon-512.png', 'site.webmanifest'];

export function publish(): Plugin {
  return {
    name: 'publish',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundled) {
      const build = nameBuild(dir);
      const made = Object.keys(bundled).filter((name) => /^assets\/.+\.(?:js|css)$/.test(name));
      const fixed = fixedFiles.filter((name) => existsSync(join(dir, name)));
      const files = [...made, ...fixed].map((name) => `/${name}`).sort();
      writeFileSync(join(dir, 'sw.js'), await makeWorker({ build, files }));
      writeFileSync(join(dir, 'licenses.txt'), makeNotices('.'));
      for (const file of [...made, 'index.html', 'sw.js', 'licenses.txt'])
        compress(join(dir, file));
    },
  };
}

function compress(file: string): void {
  const content = readFileSync(file);
  if (content.length > worthIt) writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}

/** The page names every other file by its content, so its own content stands for all. */
function nameBuild(dir: string): string {
  const path = join(dir, 'index.html');
  const page = readFileSync(path, 'utf8');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const build = createHash('sha256').update(page).digest('hex').slice(0, 12);
  const mark = `<meta name="bedside-build" content="${build}" />`;
  writeFileSync(path, page.replace(/(?=<script)/, `${mark}\n    `));
  writeFileSync(join(dir, 'version.json'), `${JSON.stringify({ version, build })}\n`);
  return build;
}

async function makeWorker(shell: Shell): Promise<string> {
  const entry = fileURLToPath(new URL('../src/worker/main.ts', import.meta.url));
  const made = await bundle({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    define: { bedsideShell: JSON.stringify(shell) },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'bedsideWorker', fileName: 'sw' },
    },
  });
  const [output] = [made].flat();
  if (!output || !('output' in output)) throw new Error('The service worker was not built');
  return output.output[0].code;
}
