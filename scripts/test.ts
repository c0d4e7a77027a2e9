// `npm test`: sees to what the tests need, runs every check and suite, and ends with the line that counts them.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findRedis } from '@shiplap/embedded/find-redis'
import { cleanEnvironment } from './bootstrap/environment.mjs'
import { onParentEnd } from './bootstrap/parent.mjs'
import { during, say } from './bootstrap/progress.mjs'
import { endRunning } from './bootstrap/run.mjs'
import { buildAlone, buildCommand, buildEnvironment } from './start/build.ts'
import { stampBuild } from './start/build-stamp.ts'
import { explain } from './start/explain.ts'
import { root } from './start/root.ts'
import { readWords } from './start/words.ts'
import { check } from './test/check.ts'
import { findChromium } from './test/chromium.ts'
import { runPlaywright } from './test/playwright.ts'
import { openScratch } from './test/scratch.ts'
import { createTally } from './test/tally.ts'
import { runVitest } from './test/vitest.ts'

const secretsCommand = ['secretlint', '--maskSecrets', '--secretlintignore', '.gitignore', '**/*'] as const
const since = performance.now()
const scratch = openScratch()
process.on('exit', scratch.remove)
let leaving = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave)
onParentEnd(leave)

await test().catch((error) => leaving || explain(error))

async function test(): Promise<void> {
  readWords('test')
  const given = cleanEnvironment(process.env)
  const cacheDir = join(root, '.cache')
  const redis = await during('Finding Redis', () => findRedis({ cacheDir, say }))
  const chromium = await during('Finding Chromium', () => findChromium({ cacheDir, env: given, say }))
  const env = {
    ...given,
    PATH: `${given.PATH}:${dirname(redis)}`,
    CHROMIUM: chromium,
    TMPDIR: scratch.folder,
    TEST_DATABASES: scratch.databases,
    // What tools keep for their next run is no forgotten file of a test.
    PWTEST_CACHE_DIR: scratch.results,
    BROWSER_TMPDIR: scratch.results,
    NODE_COMPILE_CACHE: join(scratch.results, 'compiled'),
    DATABASE_URL: '',
    REDIS_URL: '',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  }

  const { step, secondTry, close } = createTally()
  await step('Format', () => check(['biome', 'check', '--error-on-warnings', '.'], env))
  await step('Lint', () => check(['oxlint', '--type-aware', '--deny-warnings'], env))
  await step('Types', () => check(['turbo', 'run', 'types', '--output-logs=errors-only'], env))
  await step('Boundaries', () => check(['turbo', 'boundaries'], env))
  await step('Unused code and dependencies', () => check(['knip', '--no-config-hints'], env))
  await step('One version of each dependency', () => check(['sherif'], env))
  await step('No secrets in the repository', () => check(secretsCommand, env))
  await step('Build', () => buildAlone(() => buildOnce(env)))
  await step('Tests on PostgreSQL and Redis', () => runVitest({ results: scratch.results, env }))
  await step('Tests in the browser', () => runPlaywright({ results: scratch.results, env }))
  await step('Nothing left behind', scratch.checkClean)

  for (const title of secondTry) console.log(`Failed at first and passed when tried again, alone: ${title}`)
  const { line, ok } = close()
  const seconds = ((performance.now() - since) / 1000).toFixed(0)
  console.log(`\nAll of it took ${seconds} s.\n\n${line}`)
  if (ok) writeFileSync(join(cacheDir, 'last-test-seconds'), seconds)
  process.exitCode = ok ? 0 : 1
}

/** Builds and says so, so that no test that starts the product builds beside another that has started it. */
async function buildOnce(env: NodeJS.ProcessEnv) {
  const stamp = stampBuild(root)
  stamp.clear()
  const outcome = await check(buildCommand, buildEnvironment(env))
  stamp.write()
  return outcome
}

/** Ends what runs; the servers of a broken-off suite end with it, each by its own guard. */
function leave(): void {
  leaving = true
  endRunning()
  process.exit(130)
}
