/**
 * What the proxy serves beside the build's own files: each that is large enough compressed beside
 * itself, and `version.json`, which changes when anything does that a browser would load.
 *
 * Its one law: only what this build made is compressed. Whatever a site puts into the folder by
 * itself, its config above all, has no copy that could go stale.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Smaller ones fit into one packet as they are. */
const worthIt = 1_000;

export function publish(): Plugin {
  return {
    name: 'publish',
    apply: 'build',
    writeBundle({ dir = 'dist' }, bundle) {
      for (const file of Object.keys(bundle).filter((name) => /\.(?:js|css|html)$/.test(name)))
        compress(join(dir, file));
      writeFileSync(join(dir, 'version.json'), describeBuild(dir));
    },
  };
}

function compress(file: string): void {
  const content = readFileSync(file);
  if (content.length > worthIt) writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}

/** The page names every other file by its content, so its own content stands for all. */
function describeBuild(dir: string): string {
  const page = readFileSync(join(dir, 'index.html'));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const build = createHash('sha256').update(page).digest('hex').slice(0, 12);
  return `${JSON.stringify({ version, build })}\n`;
}
