/**
 * Reads `config.json`: at every start, never cached, so that one static build serves all sites.
 *
 * Its one law: a mistake names its key, and what was expected there.
 */
import * as z from 'zod/mini';
import { BadFrame } from '../core/errors.ts';
import { createHttp } from '../net/http.ts';
import type { ConfigFault } from './config-sense.ts';
import { findContradictions, findDoubles } from './config-sense.ts';
import type { SiteConfig } from './config.ts';
import { configSchema, tenantsSchema } from './config.ts';

/** `config.json` is there but wrong. `faults` name the key and what was expected. */
export class ConfigMistake extends Error {
  override readonly name = 'ConfigMistake';
  readonly faults: readonly ConfigFault[];
  constructor(faults: readonly ConfigFault[]) {
    super('config.json has a mistake');
    this.faults = faults;
  }
}

/** @throws `ConfigMistake` */
export function parseConfig(value: unknown): SiteConfig {
  return typeof value === 'object' && value !== null && 'tenants' in value
    ? parseTenants(value)
    : parseTenant(value);
}

function parseTenant(value: unknown): SiteConfig {
  const config = { id: '', ...parseBy(configSchema, value) };
  refuse(findContradictions(config));
  return { tenants: [config], keepOthersOpen: true, limits: config.limits };
}

function parseTenants(value: unknown): SiteConfig {
  const { tenants, keepOthersOpen, limits } = parseBy(tenantsSchema, value);
  const configs = tenants.map((tenant) => ({ ...tenant, limits }));
  refuse([
    ...configs.flatMap((config, index) =>
      findContradictions(config).map(({ key, expected }) => ({
        key: `tenants.${index}.${key}`,
        expected,
      })),
    ),
    ...findDoubles(configs),
  ]);
  const [first, ...others] = configs;
  if (!first) throw new Error('A list without tenants is refused by the schema');
  return { tenants: [first, ...others], keepOthersOpen, limits };
}

function parseBy<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ConfigMistake(parsed.error.issues.flatMap(toFaults));
  return parsed.data;
}

function refuse(faults: readonly ConfigFault[]): void {
  if (faults.length > 0) throw new ConfigMistake(faults);
}

const wholeFile = '(the whole file)';

function toFaults(issue: z.core.$ZodIssue): ConfigFault[] {
  if (issue.code === 'unrecognized_keys') {
    const expected = 'no such key; look for a spelling mistake';
    return issue.keys.map((key) => ({ key: [...issue.path, key].join('.'), expected }));
  }
  return [{ key: issue.path.join('.') || wholeFile, expected: describeIssue(issue) }];
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'must not be empty';
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}`;
  return issue.message;
}

/** As it stands there. @throws `ConfigMistake`, and the errors of `core/errors.ts` when it cannot be read */
export function readConfig(page: string): Promise<unknown> {
  const http = createHttp({ baseUrl: new URL('.', page).href, cache: 'no-store' });
  return http.get('config.json', z.unknown()).catch(tellSyntax);
}

/** What is there and is not JSON is a mistake of the file, not of the line to it. */
function tellSyntax(error: unknown): never {
  if (!(error instanceof BadFrame)) throw error;
  const { place, message } = error;
  const expected = place
    ? `not valid JSON from line ${place.line}, column ${place.column} on: look there and just before for a missing comma, quote or bracket.`
    : `not valid JSON. ${message}.`;
  throw new ConfigMistake([{ key: wholeFile, expected }]);
}
