import { tmpdir } from 'node:os'
import { type Api, createApi } from '@shiplap/api'
import { usualAccountSettings } from '@shiplap/api/account-settings'
import { connect } from '@shiplap/db/connect'
import { migrate } from '@shiplap/db/migrate'
import { createLog } from '@shiplap/runtime/log'
import { createMetrics, type Metrics } from '@shiplap/runtime/metrics'
import type { Place } from '../frame/servers.ts'

/** What a password costs by the product's own settings. */
export const cost = 11

/** The api over a database that was migrated for it. */
export async function openApi(
  place: Place,
  port: number,
  metrics: Metrics = createMetrics({ processToo: true }),
): Promise<Api> {
  const log = createLog({ name: 'web' })
  const db = connect({ url: place.postgresUrl, log, application: 'migrate', max: 1 })
  await migrate(db)
  await db.destroy()
  return createApi(settingsFor(place, port), log, metrics)
}

/** The product's own settings, for many people behind one address. */
function settingsFor({ postgresUrl, redisUrl }: Place, port: number): Parameters<typeof createApi>[0] {
  return {
    databaseUrl: postgresUrl,
    redisUrl,
    origin: `http://127.0.0.1:${port}`,
    pepper: 'a pepper that is long enough for a bench',
    dataDir: tmpdir(),
    trustedProxies: 0,
    passwordCost: cost,
    accounts: { ...usualAccountSettings, addressLimitFactor: 1_000 },
    messages: { points: 5, perMs: 10_000 },
    deployment: 'bench',
  }
}
