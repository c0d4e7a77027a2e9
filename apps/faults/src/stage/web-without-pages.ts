// The web without its pages, for a checkout that has not been built. The api and its settings are the product's own.
import { serveApi } from '@shiplap/api/testing'
import { createLog } from '@shiplap/runtime/log'
import { apiSettings, readWebEnv } from '@shiplap/web/env'

const env = readWebEnv()
const log = createLog({ name: 'web', level: env.LOG_LEVEL })
const server = await serveApi(apiSettings(env), log, { port: env.PORT })
log.info({ port: env.PORT }, 'listening')
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
