/**
 * The site's config, or the one of last time where the site cannot be asked.
 *
 * Its one law: what the site says counts. Only where it says nothing at all does the copy, and whoever
 * opens the page is told.
 */
import { ServerFault, TimedOut, Unreachable } from '../core/errors.ts';
import { findKeptConfig, keepConfig } from '../net/offline-shell.ts';
import type { SiteConfig } from './config.ts';
import { parseConfig, readConfig } from './read-config.ts';

export interface FoundConfig {
  readonly config: SiteConfig;
  readonly isKept: boolean;
}

/** @throws `ConfigMistake`, and the errors of `core/errors.ts` when there is none to be had */
export async function findConfig(page: string): Promise<FoundConfig> {
  try {
    const said = await readConfig(page);
    const config = parseConfig(said);
    void keepConfig(said).catch(() => undefined);
    return { config, isKept: false };
  } catch (error) {
    const config = isAway(error) ? await findEarlier() : null;
    if (!config) throw error;
    return { config, isKept: true };
  }
}

/** One that this version does not understand is none. */
async function findEarlier(): Promise<SiteConfig | null> {
  try {
    const kept = await findKeptConfig();
    return kept === null ? null : parseConfig(kept);
  } catch {
    return null;
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof ServerFault) return [502, 503, 504].includes(error.status);
  return error instanceof Unreachable || error instanceof TimedOut;
}
