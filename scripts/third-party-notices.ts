/**
 * Whose work is in the build, with the terms under which it may be: `licenses.txt` beside the page.
 *
 * Read from the lockfile and from the packages as installed. Its one law: every package that is not
 * for development alone is named, also one that brings no text of its license.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

/** @param root the folder of the lockfile and of the packages */
export function makeNotices(root: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const shipped = Object.entries(packages).filter(([path, locked]) => path !== '' && ships(locked));
  const sections = shipped.map(([path, locked]) => describePackage(root, path, locked));
  return [introduction, ...sections].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

const introduction =
  'Bedside is made with the work of others. Here is whose, and the terms under which it may be used.';

const ships = ({ dev, optional, devOptional }: Locked): boolean =>
  dev !== true && optional !== true && devOptional !== true;

function describePackage(root: string, path: string, { version, license }: Locked): string {
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const head = `${name} ${version ?? ''} (${license ?? 'see its text'})`;
  return [head, ...readTexts(join(root, path))].join('\n\n');
}

function readTexts(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name));
  return files.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
}
