import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/{faults,web,worker}/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'bench/src/**/*.test.ts',
    ],
    globalSetup: ['packages/db/src/testing-setup.ts'],
    // Most of a test's time is waiting: for a commit, a lease, another process.
    maxWorkers: Math.max(3, availableParallelism()),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A second is short beside other tests; what never comes still fails.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default'],
  },
})
