// One web process of a test, without pages: the api behind its own HTTP and WebSocket server, until SIGTERM.
import { serveApi } from '@shiplap/api/testing'
import { silentLog } from '@shiplap/runtime/log'

const server = await serveApi(JSON.parse(process.env.SETTINGS ?? ''), silentLog)
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
console.log('listening')
