import type { ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '@shiplap/embedded/free-port'
import { atLeast } from '../frame/bars.ts'
import { letGo, nextMessage } from '../frame/child.ts'
import { startPinned, stepAside } from '../frame/pinned.ts'
import type { Measured, Opened, Part, Setting } from '../frame/scenario.ts'
import type { Servers } from '../frame/servers.ts'
import { askFor } from './asking.ts'
import type { Ask } from './servers/server.ts'

const contenders = {
  shiplap: 'Shiplap, HTTP with cookie',
  bearer: 'Shiplap, HTTP with access token',
  socket: 'Shiplap, WebSocket',
  nest: 'NestJS + Express, Redis session',
  betterAuth: 'better-auth called as a function, database',
  betterAuthRedis: 'called as a function, Redis',
  betterAuthRedisEndpoint: 'its own endpoint, Redis',
  next: 'the same procedure in a Next route handler',
  limit: 'limit: bare node:http, one Redis GET',
}
type Name = keyof typeof contenders

/** Ways to ask a server that goes by another of its names. */
const behind: Partial<Record<Name, Name>> = {
  bearer: 'shiplap',
  socket: 'shiplap',
  betterAuthRedisEndpoint: 'betterAuthRedis',
}

/** What it costs to tell somebody who they are: each server on a core of its own, whoever asks on the others. */
export const part: Part<Name> = { title: 'Who am I', contenders, open: openSession }

async function openSession({ share }: Setting): Promise<Opened<Name>> {
  stepAside()
  const running = new Map<string, Promise<Running>>()
  const serverOf = (servers: Servers, name: string) => {
    const known = running.get(name) ?? start(servers, name)
    running.set(name, known)
    return known
  }
  return {
    scenarios: [
      {
        name: 'account.me on 50 connections, of one core',
        unit: 'answers per CPU second',
        contenders: Object.keys(contenders) as Name[],
        async measure(servers, contender) {
          const server = await serverOf(servers, behind[contender] ?? contender)
          return cost(server, contender, 2_000 * Math.max(share, 0.3))
        },
        bar: (medians) => [
          atLeast(1.5, 'nest', 'NestJS')(medians),
          atLeast(10, 'betterAuthRedisEndpoint', 'better-auth with Redis')(medians),
          atLeast(0.6, 'limit', 'the limit')(medians),
        ],
      },
    ],
    async close() {
      for (const server of running.values()) await letGo((await server).child)
    },
  }
}

type Running = { readonly child: ChildProcess; readonly port: number; readonly asks: readonly Ask[] }

async function start(servers: Servers, name: string): Promise<Running> {
  const port = await freePort()
  const { postgresUrl, redisUrl } = await servers.freshPlace()
  const script = fileURLToPath(new URL('serve.ts', import.meta.url))
  const child = startPinned(script, [name, String(port), JSON.stringify({ postgresUrl, redisUrl })])
  return { child, port, asks: await nextMessage<readonly Ask[]>(child) }
}

async function cost({ child, port, asks }: Running, contender: Name, forMs: number): Promise<Measured> {
  const ask = asks.find((each) => each.contender === contender)
  if (ask === undefined) throw new Error(`nobody is called ${contender}`)
  // By then a server is compiled and its pools are open: after one second the bigger ones still went on to get faster.
  await askFor(ask, { port, connections: 50, forMs: 2_000 })
  const before = await usage(child)
  const count = await askFor(ask, { port, connections: 50, forMs })
  const after = await usage(child)
  const cpuMs = after.cpuMs - before.cpuMs
  return { value: (count / cpuMs) * 1_000, cpuMs: (cpuMs / count) * 1_000, memoryMb: after.memoryMb }
}

async function usage(child: ChildProcess): Promise<{ readonly cpuMs: number; readonly memoryMb: number }> {
  child.send('usage')
  return nextMessage(child)
}
