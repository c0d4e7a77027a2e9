import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Vitest begins with the largest files. Short ones that run faults last long all the same, and would be alone at the end. */
class FaultsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    const runsFaults = ({ moduleId }: TestSpecification) => /\/faults?\//.test(moduleId)
    return [...sorted.filter(runsFaults), ...sorted.filter((file) => !runsFaults(file))]
  }
}

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
    sequence: { sequencer: FaultsFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A second is short beside other tests; what never comes still fails.
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default'],
  },
})
