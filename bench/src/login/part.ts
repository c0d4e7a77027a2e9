import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '@shiplap/embedded/free-port'
import { atLeast, within } from '../frame/bars.ts'
import { letGo, nextMessage } from '../frame/child.ts'
import type { Opened, Part, Setting } from '../frame/scenario.ts'
import type { Servers } from '../frame/servers.ts'
import { call, password } from '../product/people.ts'

const contenders = { shiplap: 'Shiplap, two threads', mainThread: 'bcryptjs on the main thread' }
type Name = keyof typeof contenders
type Seen = { readonly perSecond: number; readonly delayMs: number }

/** Fifty people at once register, then sign in: how many get in, and how long everybody else waits for them. */
export const part: Part<Name> = { title: 'Log-in', contenders, open: openLogin }

async function openLogin({ share }: Setting): Promise<Opened<Name>> {
  const people = Math.max(10, 50 * share)
  const seen: Record<Name, Seen[]> = { shiplap: [], mainThread: [] }
  const both = Object.keys(contenders) as Name[]
  return {
    scenarios: [
      {
        name: `log-ins, ${people} at once, after as many registrations`,
        unit: 'log-ins/s',
        contenders: both,
        async measure(servers, contender) {
          const told = await enter(servers, contender, people)
          seen[contender].push(told)
          return told.perSecond
        },
        bar: atLeast(1.5, 'mainThread', 'the main thread'),
      },
      {
        name: 'delay of the event loop meanwhile, 99th percentile',
        unit: 'ms',
        isLessBetter: true,
        contenders: both,
        measure: async (_, contender) => seen[contender].shift()?.delayMs ?? Number.NaN,
        bar: within(20, 'ms'),
      },
    ],
  }
}

async function enter(servers: Servers, contender: Name, people: number): Promise<Seen> {
  const { drop, ...place } = await servers.freshPlace()
  const port = await freePort()
  const script = fileURLToPath(new URL('serve.ts', import.meta.url))
  const server = fork(script, [contender, String(port), JSON.stringify(place)], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    await nextMessage(server)
    const origin = `http://127.0.0.1:${port}`
    const each = (act: (n: number) => Promise<unknown>) =>
      Promise.all(Array.from({ length: people }, (_, n) => act(n)))
    // One goes first, so that threads are started and pools are open.
    await call(origin, 'account.register', { username: 'first-of-all', password })
    server.send('watch')
    await each((n) => call(origin, 'account.register', { username: `person-${n}`, password }))
    const began = performance.now()
    await each((n) => call(origin, 'account.logIn', { login: `person-${n}`, password }))
    const perSecond = (people / (performance.now() - began)) * 1_000
    server.send('tell')
    return { perSecond, delayMs: await nextMessage<number>(server) }
  } finally {
    await letGo(server)
    await drop()
  }
}
