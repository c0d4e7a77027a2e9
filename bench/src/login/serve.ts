// The server process of one contender, which also watches its own event loop.
import { createServer } from 'node:http'
import type { Place } from '../frame/servers.ts'
import { openApi } from '../product/open-api.ts'
import { watchDelay } from './delay.ts'
import { startMainThread } from './main-thread.ts'

const [, , name = '', port = '0', text = '{}'] = process.argv
const place = JSON.parse(text) as Place
const server = name === 'shiplap' ? await ours() : await startMainThread(place)
await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve))

let delay = watchDelay()
process.on('message', (told) => {
  if (told === 'watch') {
    delay.stop()
    delay = watchDelay()
  } else process.send?.(delay.p99())
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')

async function ours() {
  const api = await openApi(place, Number(port))
  return createServer((request, response) => {
    if (!api.handle(request, response)) response.writeHead(404).end()
  })
}
