import { join } from 'node:path'
import { during } from '../bootstrap/progress.mjs'
import { startApp } from './app.ts'
import { type Kept, keepRunning } from './keep-running.ts'
import { openLogFile } from './log-file.ts'
import { untilReady } from './ready.ts'
import { root } from './root.ts'
import type { Settings } from './settings.ts'

type Options = {
  readonly settings: Settings
  readonly env: NodeJS.ProcessEnv
  readonly development: boolean
  readonly say: (line: string) => void
}

/** Starts the web and resolves once it is ready to serve. */
export function startWeb({ settings, env, development, say }: Options): Promise<Kept> {
  const log = development ? undefined : openLogFile(join(settings.dataDir, 'log', 'web.log'))
  let untilServing: typeof untilReady | undefined = untilReady
  const start = async () => {
    const web = startApp({
      folder: 'apps/web',
      file: 'server.ts',
      env,
      log,
      watch: development ? watchWeb : [],
    })
    // Only the first time: later, a web that waits for its database must not be taken for one that does not start.
    await untilServing?.(settings, web)
    untilServing = undefined
    return web
  }
  return during('Starting the web', () => keepRunning('The web', start, { say }))
}

/** Starts the worker. Its metrics, where they are wanted, are one port above the web's. */
export function startWorker({ settings, env: ofWeb, development, say }: Options): Promise<Kept> {
  const metrics = Number(ofWeb.METRICS_PORT)
  const env = metrics > 0 ? { ...ofWeb, METRICS_PORT: String(metrics + 1) } : ofWeb
  const log = development ? undefined : openLogFile(join(settings.dataDir, 'log', 'worker.log'))
  const start = async () =>
    startApp({ folder: 'apps/worker', file: 'src/main.ts', env, log, watch: development ? watchLoaded : [] })
  return keepRunning('The worker', start, { say })
}

const watchLoaded = ['--watch', '--watch-preserve-output']

// The pages are Next's to follow, without a restart; what Next writes while it compiles must not cause one either.
const serverCode = ['api', 'auth', 'db', 'domain', 'jobs', 'redis', 'runtime'].map(
  (name) => `packages/${name}/src`,
)
const watchWeb = [
  '--watch-preserve-output',
  ...['apps/web/server.ts', 'apps/web/src/env.ts', 'apps/web/src/server', ...serverCode].map(
    (path) => `--watch-path=${join(root, path)}`,
  ),
]
