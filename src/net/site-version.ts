/**
 * Which build of Bedside this page is, and which the server has. What a build says of itself is
 * written by `scripts/publish-plugin.ts`: into the page, and beside it as `version.json`.
 */
import * as z from 'zod/mini';
import { createHttp } from './http.ts';

const wireVersion = z.object({ build: z.string().check(z.minLength(1)) });

/** `null` while developing, where nothing is built. */
export function readOwnBuild(page: Document = document): string | null {
  return page.querySelector<HTMLMetaElement>('meta[name="bedside-build"]')?.content ?? null;
}

/** Never from a cache. @throws the errors of `core/errors.ts` */
export function createVersionReader(page: string): () => Promise<string> {
  const http = createHttp({ baseUrl: new URL('.', page).href, cache: 'no-store' });
  return async () => (await http.get('version.json', wireVersion)).build;
}
