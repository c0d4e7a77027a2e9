import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { hasDebianTools, unpackDebian, unpackedBefore } from '@shiplap/embedded/debian'
import { onPath } from '@shiplap/embedded/on-path'
import { run } from '../bootstrap/run.mjs'
import { Unable } from '../start/explain.ts'
import { root } from '../start/root.ts'

const e2e = join(root, 'apps', 'e2e')
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Finds a Chromium that starts: the one named by CHROMIUM, an installed one, Playwright's own, or else Debian's package
 * unpacked into the cache folder.
 *
 * @throws Unable with the ways on where none can be had.
 */
export async function findChromium({
  cacheDir,
  env,
  say,
}: {
  readonly cacheDir: string
  readonly env: NodeJS.ProcessEnv
  readonly say: (line: string) => void
}): Promise<string> {
  const place = { folder: join(cacheDir, 'chromium'), program: 'usr/lib/chromium/chromium' }
  const onThisMachine = names.map((name) => onPath(name))
  const installed = [env.CHROMIUM, ...onThisMachine, unpackedBefore(place), playwrightsOwn(env)].find(starts)
  if (installed !== undefined) return installed
  say('There is no Chromium on PATH: fetching the one that Playwright brings.')
  await run(join(e2e, 'node_modules/.bin/playwright'), ['install', 'chromium'], { cwd: e2e, env }).catch(
    () => {},
  )
  const own = playwrightsOwn(env)
  if (starts(own)) return own
  if (!hasDebianTools()) throw new Unable(noChromium)
  say(`That did not work: taking Debian's package into ${place.folder}.`)
  const unpacked = await unpackDebian(['chromium', 'chromium-common'], place).catch((error: Error) => {
    throw new Unable(`${noChromium}\n\nWhat the package manager said:\n${error.message}`)
  })
  if (!starts(unpacked)) throw new Unable(`${noChromium}\n\nThe one in ${place.folder} does not start.`)
  return unpacked
}

/** Where Playwright keeps its own, whether or not it is there. */
function playwrightsOwn(env: NodeJS.ProcessEnv): string | undefined {
  const ask = "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))"
  return (
    spawnSync(process.execPath, ['-e', ask], { cwd: e2e, env, encoding: 'utf8' }).stdout.trim() || undefined
  )
}

function starts(program: string | undefined): program is string {
  if (program === undefined || program === '') return false
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom', 'about:blank']
  const tried = spawnSync(program, args, { encoding: 'utf8', timeout: 30_000 })
  return tried.status === 0 && tried.stdout.includes('<html>')
}

const noChromium = `The browser tests need Chromium, and none could be found or installed here. Two ways on:
  - install chromium or google-chrome with your package manager and run the tests again, or
  - set CHROMIUM=/path/to/chromium to use one of yours.`
