// The web without its pages, for a checkout that has not been built. The api and its settings are the product's own.
import { serveApi } from '@shiplap/api/testing'
import { createLog } from '@shiplap/runtime/log'
import { accountSettings, readWebEnv } from '@shiplap/web/env'

const env = readWebEnv()
const log = createLog({ name: 'web', level: env.LOG_LEVEL })
const server = await serveApi(
  {
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    origin: env.ORIGIN,
    pepper: env.PEPPER,
    dataDir: env.DATA_DIR,
    trustedProxies: env.TRUSTED_PROXIES,
    passwordCost: env.PASSWORD_COST,
    accounts: accountSettings(env),
    messages: { points: env.RATE_LIMIT_POINTS, perMs: env.RATE_LIMIT_DURATION * 1_000 },
    deployment: env.DEPLOYMENT,
  },
  log,
  env.PORT,
)
log.info({ port: env.PORT }, 'listening')
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
