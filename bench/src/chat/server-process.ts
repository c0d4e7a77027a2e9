// One server of one contender, as a process of its own. Its parent tells it what to do.
import { createServer } from 'node:http'
import { freePort } from '@shiplap/embedded/free-port'
import type { Place } from '../frame/servers.ts'
import type { ContenderName, Serve } from './contender.ts'
import { marker, stamp } from './crowd.ts'

const [, , name, placeText = '{}'] = process.argv
const modules: Record<ContenderName, () => Promise<{ readonly serve: Serve }>> = {
  shiplap: () => import('./contenders/shiplap.ts'),
  socketio: () => import('./contenders/socketio.ts'),
  ws: () => import('./contenders/ws.ts'),
  stockTrpc: () => import('./contenders/stock-trpc.ts'),
}
const http = createServer()
const port = await freePort()
const { serve } = await modules[name as ContenderName]()
const say = await serve({ http, place: JSON.parse(placeText) as Place, port })
await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', 1_024, resolve))
process.on('disconnect', () => process.exit())
process.send?.({ port })

/** What a parent may ask, and what is answered. */
const acts = {
  /** Sixteen writers say one thing after another for so long. */
  async saturate({ forMs }: { readonly forMs: number }) {
    const until = performance.now() + forMs
    let said = 0
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (; performance.now() < until; said++) await say(marker + stamp())
      }),
    )
    return { said }
  },
  /** So many are said a second, whether or not the one before has been delivered. */
  async pace({ perSecond, forMs }: { readonly perSecond: number; readonly forMs: number }) {
    const began = performance.now()
    const count = Math.round((forMs / 1_000) * perSecond)
    const all: Promise<void>[] = []
    for (let n = 0; n < count; n++) {
      const waitMs = began + (n * 1_000) / perSecond - performance.now()
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      all.push(say(marker + stamp()))
    }
    await Promise.all(all)
    return { said: count }
  },
  /** So many are said, one after the other. */
  async count({ messages }: { readonly messages: number }) {
    for (let n = 0; n < messages; n++) await say(marker + stamp())
    return { said: messages }
  },
  async cost() {
    const { user, system } = process.cpuUsage()
    return { cpuMs: (user + system) / 1_000 }
  },
  /**
   * Bytes in use, on the heap and beside it, after what is no longer needed has been given back. Resident memory would
   * count pages that are free, of which a bigger program has more for new connections to lie in.
   */
  async memory() {
    // What ended with the last connections is let go a turn later.
    for (let times = 0; times < 3; times++) {
      globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const { heapUsed, external } = process.memoryUsage()
    return { bytes: heapUsed + external }
  },
}
export type Acts = typeof acts

process.on('message', async ({ act, args }: { readonly act: keyof Acts; readonly args: never }) => {
  process.send?.(await acts[act](args))
})
