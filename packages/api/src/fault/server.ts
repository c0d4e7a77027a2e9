// One api server as a process of its own, for tests that kill it. Its settings come as JSON in SETTINGS.
import { silentLog } from '@shiplap/runtime/log'
import type { ApiSettings } from '../settings.ts'
import { serveApi } from '../testing.ts'

const settings = JSON.parse(process.env.SETTINGS ?? '{}') as ApiSettings // written by the test that starts us
await serveApi(settings, silentLog)
console.log('ready')
