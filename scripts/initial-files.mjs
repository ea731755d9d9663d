/**
 * What a browser loads before anything lazy, read from the build's own manifest, so that a new
 * chunk cannot slip by. The console's workspace and its lock are chunks of their own, but every
 * signed-in person needs them at once: they count as initial here.
 */
import { readFileSync } from 'node:fs';

const page = 'index.html';
const consoleParts = ['src/app/open-workspace.tsx', 'src/app/make-lock.ts'];

/** Paths of the built files, by when they are loaded. */
export function findInitialFiles(dist = 'dist') {
  const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, 'utf8'));
  const signIn = chunksOf(manifest, page);
  const console = new Set(signIn);
  for (const part of consoleParts) chunksOf(manifest, part, console);
  const scripts = (chunks) => chunks.map(({ file }) => `${dist}/${file}`);
  const styles = [...console].flatMap(({ css = [] }) => css.map((file) => `${dist}/${file}`));
  const later = Object.values(manifest).filter(
    (chunk) => !console.has(chunk) && chunk.file.endsWith('.js'),
  );
  return {
    signIn: scripts([...signIn]),
    console: scripts([...console]),
    styles: [...new Set(styles)],
    lazy: scripts(later),
  };
}

/** A chunk and everything it imports at once. */
function chunksOf(manifest, key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`The build's manifest knows no ${key}`);
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const imported of chunk.imports ?? []) chunksOf(manifest, imported, found);
  return found;
}
