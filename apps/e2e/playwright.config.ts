import { existsSync } from 'node:fs'
import { defineConfig, devices } from '@playwright/test'
import { product, productAt, productCount } from './src/product.ts'

// An installed Chromium is used where there is one; CHROMIUM names another.
const installed = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
)

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: productCount,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? 'list' : [['list'], ['json']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: product.origin,
    viewport: { width: 1440, height: 900 },
    // Recording takes a third of the suite's time: asked for when a failure cannot be seen from its message.
    trace: process.env.TRACE === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      ...(installed === undefined ? {} : { executablePath: installed }),
      // What a browser that was ended in the middle of its work leaves is no forgotten file of a test.
      ...(process.env.BROWSER_TMPDIR === undefined
        ? {}
        : { env: { ...process.env, TMPDIR: process.env.BROWSER_TMPDIR } }),
    },
  },
  webServer: Array.from({ length: productCount }, (_, index) => productAt(index)).map(({ origin, env }) => ({
    // In the place of its shell, which would outlive a suite that is killed.
    command: 'exec node src/serve.ts',
    url: `${origin}/api/ready`,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    stdout: process.env.E2E_LOG === undefined ? 'ignore' : 'pipe',
    env,
  })),
})
