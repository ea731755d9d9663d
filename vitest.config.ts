import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'mock-server/**/*.test.ts',
      'scripts/**/*.test.ts',
      'soak/**/*.test.ts',
      'bench/**/*.test.ts',
      'deploy/**/*.test.ts',
    ],
    environment: 'node',
    // Else one processor is left idle, of two.
    maxWorkers: '100%',
    passWithNoTests: false,
    // Property tests take seconds on a machine that is busy; how long is no part of what they prove.
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
