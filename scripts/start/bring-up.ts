import { join } from 'node:path'
import { cleanEnvironment } from '../bootstrap/environment.mjs'
import { say } from '../bootstrap/progress.mjs'
import { startWeb, startWorker } from './apps.ts'
import { openDataFolder } from './data-folder.ts'
import { makeDatabase, migrateDatabase } from './database.ts'
import type { Kept } from './keep-running.ts'
import { leaveInOrder } from './leave.ts'
import { requireFreePort } from './port.ts'
import { reachable } from './ready.ts'
import { prepareSample, sampleSettings, sampleWords } from './sample.ts'
import { keepSecrets } from './secrets.ts'
import { openPostgres, openRedis } from './services.ts'
import { readSettings } from './settings.ts'
import { welcome } from './welcome.ts'

/**
 * Starts everything in order, tells where it is, and stops everything in the opposite order on Ctrl-C, on SIGTERM and
 * when npm is ended.
 */
export async function bringUp({
  development,
  prepare,
  sample: isSample = false,
}: {
  readonly development: boolean
  /** Over made-up data in a folder of its own. */
  readonly sample?: boolean
  readonly prepare: () => Promise<void>
}): Promise<void> {
  const { onLeave, within } = leaveInOrder()
  await within(async () => {
    const settings = isSample ? sampleSettings(readSettings()) : readSettings()
    onLeave('data folder', openDataFolder(settings))
    await requireFreePort(settings)
    const secrets = keepSecrets(join(settings.dataDir, 'secrets.json'))

    const postgres = await openPostgres(settings, say)
    onLeave('PostgreSQL', postgres.stop)
    const redis = await openRedis(settings, say)
    onLeave('Redis', redis.stop)
    const databaseUrl = settings.databaseUrl ?? (await makeDatabase(postgres.url))
    await migrateDatabase(databaseUrl)
    const fill = isSample ? await prepareSample({ url: databaseUrl, dataDir: settings.dataDir }) : null
    await prepare()

    const env = {
      ...cleanEnvironment(process.env),
      ...secrets,
      NODE_ENV: development ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      PORT: String(settings.port),
      HOST: settings.host,
      ORIGIN: settings.origin,
      DATA_DIR: settings.dataDir,
    }
    const apps = { settings, env, development, say }
    const started: Kept[] = []
    onLeave('web and worker', () => Promise.all(started.map((app) => app.stop())))
    started.push(await startWorker(apps))
    started.unshift(await startWeb(apps))
    await fill?.(`http://${reachable(settings.host)}:${settings.port}`)
    await welcome({ settings, secrets, databaseUrl, more: isSample ? sampleWords(settings) : [] })
  })
}
