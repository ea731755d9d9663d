import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/app/read-config.ts';
import { makePage, makeSchema, pagePath, schemaPath } from './config-schema.ts';

const read = (path: string): string => readFileSync(path, 'utf8');

describe('[OP1] the published schema of config.json', () => {
  it('is that of this version; `npm run schema` makes it so', async () => {
    expect(read(schemaPath)).toBe(await makeSchema());
    expect(read(pagePath)).toBe(await makePage());
  });

  it('says of every key what it is for', () => {
    const rows = read(pagePath)
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });
});

const folder = 'deploy/samples';
const samples = readdirSync(folder).map((name) => `${folder}/${name}`);
describe.each(['public/config.json', ...samples])('[OP1] %s', (path) => {
  it('is a config that the site takes', () => {
    expect(() => parseConfig(JSON.parse(read(path)))).not.toThrow();
  });
});
