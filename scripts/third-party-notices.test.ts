import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeNotices } from './third-party-notices.ts';

it('whose work is in the build is named with its terms, and nobody else', () => {
  const notices = makeNotices('.');
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const isNamed = (name: string) => notices.includes(`\n${name} `);
  expect(Object.keys(dependencies).filter((name) => !isNamed(name))).toEqual([]);
  expect(['vitest', 'eslint', 'fastify', '@playwright/test'].filter(isNamed)).toEqual([]);
  expect(notices).toMatch(/\nreact \d+\.\d+\.\d+ \(MIT\)\n\nMIT License\n/);
});
