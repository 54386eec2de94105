import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Whole programs and browsers: begun last, one of them would keep a single worker busy at the end. */
const slow = /\/tests\/(browser|journeys|start)\//

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(file => slow.test(file.moduleId)), ...sorted.filter(file => !slow.test(file.moduleId))]
  }
}

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A worker imports the program once, not once a file: what lives in a module must not differ between tests.
    isolate: false,
    sequence: { sequencer: SlowFirst },
    testTimeout: 90_000,
    hookTimeout: 120_000,
    restoreMocks: true,
  },
})
