/**
 * Keeps `eslint.config.js` honest: plants one violation of each kind in memory, on the path of a
 * file that exists, and expects the rule meant for it to fail; then a clean import for each layer.
 *
 * None of the rules in question needs types, so that typed linting is off here: it would cost a
 * second a file and find nothing more. A dependency between adapters cannot be planted while there
 * is one adapter; its zone is read instead.
 */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked });

const paths = 'import-x/no-restricted-paths';
const packages = 'no-restricted-imports';
const globals = 'no-restricted-globals';
const guards = [paths, packages, globals, 'import-x/no-cycle', 'no-restricted-syntax'];

/** Names a kind of violation, the file it is planted in, the code and the rule that has to fail. */
type Violation = readonly [kind: string, path: string, code: string, rule: string];

const directions: readonly Violation[] = [
  ['core → state', 'src/core/money.ts', `import '../state/view.ts';`, paths],
  ['core → net', 'src/core/money.ts', `import '../net/http.ts';`, paths],
  ['core → ui', 'src/core/money.ts', `import '../ui/use-now.ts';`, paths],
  ['core → React', 'src/core/money.ts', `import 'react';`, packages],
  ['core → a package', 'src/core/money.ts', `import * as z from 'zod/mini'; void z;`, packages],
  ['lib → core', 'src/lib/new-id.ts', `import '../core/money.ts';`, paths],
  ['lib → net', 'src/lib/new-id.ts', `import '../net/http.ts';`, paths],
  ['lib → a package', 'src/lib/new-id.ts', `import 'react';`, packages],
  ['ui → core', 'src/ui/button.tsx', `import '../core/money.ts';`, paths],
  ['ui → state', 'src/ui/button.tsx', `import '../state/view.ts';`, paths],
  [
    'panel → adapter',
    'src/panels/case/case-bar.tsx',
    `import '../../adapters/dx0/wire.ts';`,
    paths,
  ],
  ['panel → sibling', 'src/panels/case/case-bar.tsx', `import '../chat/words.ts';`, paths],
  ['panel → net', 'src/panels/case/case-bar.tsx', `import '../../net/http.ts';`, paths],
  ['panel → app', 'src/panels/case/case-bar.tsx', `import '../../app/gate.tsx';`, paths],
  [
    'panel ⇢ net, later',
    'src/panels/case/case-bar.tsx',
    `void import('../../net/http.ts');`,
    paths,
  ],
  ['state → adapter', 'src/state/session.ts', `import '../adapters/dx0/wire.ts';`, paths],
  ['state → net', 'src/state/session.ts', `import '../net/http.ts';`, paths],
  ['state → panel', 'src/state/session.ts', `import '../panels/chat/words.ts';`, paths],
  ['adapter → state', 'src/adapters/dx0/convert.ts', `import '../../state/view.ts';`, paths],
  ['adapter → app', 'src/adapters/dx0/convert.ts', `import '../../app/config.ts';`, paths],
  ['adapter → React', 'src/adapters/dx0/convert.ts', `import 'react';`, packages],
  ['net → adapter', 'src/net/http.ts', `import '../adapters/dx0/wire.ts';`, paths],
  ['net → state', 'src/net/http.ts', `import '../state/view.ts';`, paths],
  ['net → React', 'src/net/http.ts', `import 'react';`, packages],
  ['product → testing', 'src/app/console.tsx', `import '../testing/samples.ts';`, paths],
  ['product → mock server', 'src/app/console.tsx', `import '../../mock-server/pace.ts';`, paths],
  ['mock server → core', 'mock-server/server.ts', `import '../src/core/money.ts';`, paths],
  [
    'mock server → convert',
    'mock-server/pace.ts',
    `import '../src/adapters/dx0/convert.ts';`,
    paths,
  ],
];

const stateLibraries: readonly Violation[] = [
  'zustand',
  'zustand/vanilla',
  '@tanstack/react-query',
].map((name) => [`${name} in a panel`, 'src/panels/chat/words.ts', `import '${name}';`, packages]);

const outsideNet: readonly Violation[] = [
  `void fetch('/x');`,
  `void globalThis.fetch('/x');`,
  `void window.fetch('/x');`,
  `void new WebSocket('/x');`,
  `void new EventSource('/x');`,
  `void localStorage;`,
  `void window.localStorage;`,
  `void sessionStorage;`,
  `void indexedDB;`,
].flatMap((code) =>
  ['src/panels/chat/words.ts', 'src/state/session.ts', 'src/adapters/dx0/wire.ts'].map(
    (path) => [`${code} in ${path}`, path, code, globals] as const,
  ),
);

const timeInCore: readonly Violation[] = [
  `setTimeout(() => {}, 1);`,
  `setInterval(() => {}, 1);`,
  `globalThis.setTimeout(() => {}, 1);`,
  `requestAnimationFrame(() => {});`,
  `queueMicrotask(() => {});`,
  `void new Date();`,
  `void Date.now();`,
  `void performance.now();`,
].map((code) => [`${code} in core`, 'src/core/price.ts', code, globals]);

const shapes: readonly Violation[] = [
  ['a barrel', 'src/core/price.ts', `export * from './money.ts';`, 'no-restricted-syntax'],
  ['any', 'src/core/price.ts', `export const a: any = 1;`, '@typescript-eslint/no-explicit-any'],
  [
    'non-null !',
    'src/core/price.ts',
    `export const a = [1][0]!;`,
    '@typescript-eslint/no-non-null-assertion',
  ],
  [
    'a cycle: money → budget → money',
    'src/core/money.ts',
    `import { budgetLevel } from './budget.ts'; void budgetLevel;`,
    'import-x/no-cycle',
  ],
];

const clean: readonly (readonly [path: string, code: string])[] = [
  ['src/core/money.ts', `import '../lib/new-id.ts';`],
  ['src/lib/new-id.ts', `import './class-names.ts';`],
  ['src/ui/button.tsx', `import '../lib/new-id.ts'; import 'react'; import './chip.tsx';`],
  ['src/net/http.ts', `import '../core/errors.ts'; import 'zod/mini'; void fetch('/x');`],
  ['src/net/http.ts', `setTimeout(() => {}, 1); void localStorage;`],
  ['src/state/session.ts', `import '../core/money.ts'; import 'zustand'; import 'react';`],
  ['src/state/queries/case.ts', `import '@tanstack/react-query'; import '../workspace.ts';`],
  ['src/adapters/dx0/convert.ts', `import '../../net/http.ts'; import '../../core/money.ts';`],
  ['src/adapters/dx0/convert.ts', `import './wire.ts'; import 'zod/mini';`],
  ['src/panels/case/case-bar.tsx', `import '../../state/view.ts'; import '../../ui/button.tsx';`],
  ['src/panels/case/case-bar.tsx', `import '../../core/money.ts'; import './split-summary.ts';`],
  ['src/app/console.tsx', `import '../adapters/dx0/dx0-backend.ts'; import '../net/http.ts';`],
  ['src/app/console.tsx', `import '../panels/case/case-bar.tsx'; import 'zustand';`],
  ['src/core/money.test.ts', `import '../testing/manual-clock.ts'; void Date.now();`],
  ['mock-server/server.ts', `import '../src/adapters/dx0/wire.ts'; setTimeout(() => {}, 1);`],
];

async function failedRules(path: string, code: string): Promise<(string | null)[]> {
  if (!existsSync(`${root}${path}`)) throw new Error(`${path} is gone`);
  const results = await eslint.lintText(`${code}\n`, { filePath: path });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

interface Zone {
  readonly target: string;
  readonly except?: readonly string[];
}

async function zonesOf(path: string): Promise<readonly Zone[]> {
  const config = (await eslint.calculateConfigForFile(path)) as {
    rules: Record<string, [severity: number, options: { zones: readonly Zone[] }]>;
  };
  return config.rules[paths]?.[1].zones ?? [];
}

const foldersOf = (path: string) =>
  readdirSync(`${root}${path}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );

describe('the layers are kept apart', { timeout: 60_000 }, () => {
  const violations = [...directions, ...stateLibraries, ...outsideNet, ...timeInCore, ...shapes];

  it.each(violations)('%s', async (_kind, path, code, rule) => {
    expect(await failedRules(path, code)).toContain(rule);
  });

  it.each(clean)('%s may: %s', async (path, code) => {
    const failed = await failedRules(path, code);
    expect(failed.filter((rule) => rule !== null && guards.includes(rule))).toEqual([]);
  });

  it('adapter → sibling: an adapter may import itself, core, net and lib', async () => {
    const zones = await zonesOf('src/adapters/dx0/convert.ts');
    const zone = zones.find(({ target }) => target === './src/adapters/dx0');
    expect(zone?.except?.toSorted()).toEqual(['./adapters/dx0', './core', './lib', './net']);
  });

  it.each(['src/panels', 'src/adapters'])('every folder of %s has its zone', async (parent) => {
    const targets = (await zonesOf('src/app/console.tsx')).map(({ target }) => target);
    expect(targets).toEqual(
      expect.arrayContaining(foldersOf(parent).map((name) => `./${parent}/${name}`)),
    );
  });
});
