import { defineConfig, devices } from '@playwright/test';
import type { Serving } from './e2e/fixtures.ts';

// docs/decisions/0025-tests-behind-nginx.md says why the second pass is a small one.
const isTwice = process.env['BEDSIDE_E2E_TWICE'] === 'true';

const chromium = process.env['BEDSIDE_CHROMIUM'] ?? '/usr/bin/chromium';
const launch = {
  executablePath: process.env['BEDSIDE_HEADLESS'] ?? chromium,
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};

const windowed = { launchOptions: { ...launch, executablePath: chromium } };

export default defineConfig<Serving>({
  testDir: 'e2e',
  outputDir: 'test-results/browser',
  fullyParallel: true,
  forbidOnly: process.env['CI'] === 'true',
  retries: 0,
  // One more than processors: a test waits now and then, and another one goes on meanwhile.
  workers: 3,
  timeout: 30_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  projects: [
    { name: 'nginx', use: { servedBy: 'nginx' }, grepInvert: /@windowed/ },
    // Notifications, tabs that hide one another and pages that Back brings out of the browser's memory
    // are there only where there are windows.
    { name: 'windowed', use: { servedBy: 'nginx', ...windowed }, grep: /@windowed/ },
    { name: 'plain', use: { servedBy: 'vite', ...windowed }, ...(!isTwice && { grep: /@plain/ }) },
  ],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    // Tests change what the network says, and a worker would stand before it; offline.spec.ts has it.
    serviceWorkers: 'block',
    launchOptions: launch,
  },
});
