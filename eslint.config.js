/**
 * The rules that keep the layers apart. Zones are made from the names of the folders, so that a new
 * panel or adapter is guarded as soon as its folder exists.
 */
import { readdirSync } from 'node:fs';
import eslint from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const foldersOf = (path) =>
  readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const panels = foldersOf('src/panels').map((name) => `panels/${name}`);
const adapters = foldersOf('src/adapters').map((name) => `adapters/${name}`);

/** What each folder of `src/` may import, beside itself. */
const mayImport = {
  core: ['lib'],
  lib: [],
  net: ['core', 'lib'],
  ui: ['lib'],
  state: ['core', 'lib'],
  worker: ['lib'],
  ...Object.fromEntries(panels.map((panel) => [panel, ['state', 'core', 'ui', 'lib']])),
  ...Object.fromEntries(adapters.map((adapter) => [adapter, ['core', 'net', 'lib']])),
};

const layerZones = (alsoForTests) =>
  Object.entries(mayImport).map(([folder, allowed]) => ({
    target: `./src/${folder}`,
    from: './src',
    except: [...new Set([folder, ...allowed, ...alsoForTests])].map((name) => `./${name}`),
    message: `${folder}/ may import ${[...allowed, 'itself'].join(', ')}.`,
  }));

const onlyInTests = [
  { target: './src', from: './src/testing', message: 'testing/ is for tests.' },
  { target: './src', from: './mock-server', message: 'The product does not know its mock server.' },
];

const mockZone = {
  target: './mock-server',
  from: './src/**/*',
  except: ['**/src/adapters/*/wire.ts'],
  message: 'The mock server may import only the wire schemas of the adapters.',
};

const layers = (zones) => ({
  'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
});

const network = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'];
const storage = ['localStorage', 'sessionStorage', 'indexedDB', 'caches'];
const time = [
  ...['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback'],
  ...['queueMicrotask', 'Date', 'performance'],
];

const named = (names, message) => names.map((name) => ({ name, message }));
const outsideNet = named([...network, ...storage], 'Only net/ touches network and storage.');

/** Also where they are reached through `window` or `globalThis`. */
const forbidGlobals = (globals) => ({
  'no-restricted-globals': ['error', { globals, checkGlobalObject: true }],
});

const stores = named(
  ['zustand', 'zustand/vanilla', '@tanstack/react-query'],
  'Only state/ and app/ know where state is kept.',
);
const react = named(
  ['react', 'react-dom', 'react-dom/client', 'react-aria-components', 'lucide-react'],
  'net/ and adapters/ know nothing of the screen.',
);
const anyPackage = { regex: '^[^.]', message: 'core/ and lib/ import no package.' };

const forbidPackages = (restrictions) => ({ 'no-restricted-imports': ['error', restrictions] });

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'test-results/', 'playwright-report/', '.cache/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, importX.flatConfigs.typescript],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      ...reactHooks.configs['recommended-latest'].rules,
      'import-x/no-cycle': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'No barrels: import from where it is.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // Text is spread by code points on purpose: servers count them so.
      '@typescript-eslint/no-misused-spread': 'off',
      // What is taken apart here are plain objects of functions; classes are used as a whole.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/**/*.test.ts', 'src/testing/**', 'src/adapters/backend-contract.ts'],
    languageOptions: { globals: { window: 'readonly', self: 'readonly' } },
    rules: {
      ...layers([...layerZones([]), ...onlyInTests]),
      ...forbidGlobals(outsideNet),
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/{net,worker}/**/*.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: forbidGlobals([...outsideNet, ...named(time, 'core/ gets its time as an argument.')]),
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/state/**', 'src/app/**'],
    rules: forbidPackages({ paths: stores }),
  },
  {
    files: ['src/{net,adapters}/**/*.ts'],
    rules: forbidPackages({ paths: [...stores, ...react] }),
  },
  {
    files: ['src/{core,lib}/**/*.ts'],
    ignores: ['src/**/*.test.ts'],
    rules: forbidPackages({ patterns: [anyPackage] }),
  },
  {
    files: ['src/**/*.test.ts', 'src/adapters/backend-contract.ts', 'src/testing/**/*.ts'],
    rules: layers(layerZones(['testing', 'adapters/backend-contract.ts'])),
  },
  {
    files: ['mock-server/**/*.ts'],
    rules: layers([mockZone]),
  },
  {
    files: ['**/*.{js,mjs}'],
    ignores: ['public/**'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: { globals: globals.serviceworker },
  },
);
