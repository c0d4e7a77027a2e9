import type { Servers } from '../frame/servers.ts'
import { percentile } from '../frame/statistics.ts'
import { type ContenderName, dialects } from './contender.ts'
import { type Crowd, openCrowd } from './crowd.ts'
import { inChatPlace } from './place.ts'
import { type Server, startServer } from './server.ts'

/** What a message that reaches a client takes of the servers' CPU, in microseconds, while each of them does `say`. */
export function cpuOfDelivery(
  servers: Servers,
  contender: ContenderName,
  {
    clients,
    processes = 1,
    say,
  }: {
    readonly clients: number
    readonly processes?: number
    readonly say: (server: Server) => Promise<{ readonly said: number }>
  },
): Promise<number> {
  return inRoom(servers, contender, { clients, processes }, async ({ crowd, running }) => {
    await Promise.all(running.map((server) => server.ask('saturate', { forMs: 500 })))
    await quiet(crowd)
    const before = { delivered: crowd.delivered(), cpuMs: await costOf(running) }
    const said = await Promise.all(running.map(say))
    const due = before.delivered + clients * said.reduce((all, one) => all + one.said, 0)
    await crowd.reaches(due)
    const cpuMs = (await costOf(running)) - before.cpuMs
    const delivered = crowd.delivered() - before.delivered
    if (process.env.BENCH_TALK) console.log(contender, { said, delivered, cpuMs: Math.round(cpuMs) })
    return (1_000 * cpuMs) / delivered
  })
}

/** How long a message takes from the writer's call to the clients, at a rate that every contender keeps up with. */
export function paced(
  servers: Servers,
  contender: ContenderName,
  {
    clients,
    perSecond,
    forMs,
  }: { readonly clients: number; readonly perSecond: number; readonly forMs: number },
): Promise<number> {
  return inRoom(servers, contender, { clients, processes: 1 }, async ({ crowd, running: [server] }) => {
    // A server that has run for a while has compiled what it runs; at this pace that would take it minutes.
    await server?.ask('saturate', { forMs: 500 })
    await quiet(crowd)
    await server?.ask('pace', { perSecond, forMs: 1_000 })
    await quiet(crowd)
    const tookMs = crowd.time()
    const { said = 0 } = (await server?.ask('pace', { perSecond, forMs })) ?? {}
    await crowd.reaches(said * clients)
    return percentile([...tookMs.subarray(0, crowd.delivered())], 0.99)
  })
}

/** What an open connection that says and hears nothing takes of the server's memory, in kilobytes. */
export function idle(
  servers: Servers,
  contender: ContenderName,
  { clients }: { readonly clients: number },
): Promise<number> {
  return inPlace(servers, contender, { processes: 1 }, async ([server]) => {
    if (server === undefined) throw new Error('no server runs')
    // The first hundred bring the code and the caches that all share.
    const some = await openCrowd({ ports: [server.port], clients: 100, dialect: dialects[contender] })
    const { bytes: before } = await server.ask('memory')
    const crowd = await openCrowd({ ports: [server.port], clients, dialect: dialects[contender] })
    const { bytes: after } = await server.ask('memory')
    crowd.close()
    some.close()
    return (after - before) / clients / 1_000
  })
}

async function inRoom<T>(
  servers: Servers,
  contender: ContenderName,
  { clients, processes }: { readonly clients: number; readonly processes: number },
  act: (room: { readonly crowd: Crowd; readonly running: readonly Server[] }) => Promise<T>,
): Promise<T> {
  return inPlace(servers, contender, { processes }, async (running) => {
    const ports = running.map(({ port }) => port)
    const crowd = await openCrowd({ ports, clients, dialect: dialects[contender] })
    try {
      return await act({ crowd, running })
    } finally {
      crowd.close()
    }
  })
}

async function inPlace<T>(
  servers: Servers,
  contender: ContenderName,
  { processes }: { readonly processes: number },
  act: (running: readonly Server[]) => Promise<T>,
): Promise<T> {
  return inChatPlace(servers, async (place) => {
    const running = await Promise.all(Array.from({ length: processes }, () => startServer(contender, place)))
    try {
      return await act(running)
    } finally {
      await Promise.all(running.map((server) => server.stop()))
    }
  })
}

/** Waits until nothing more comes. */
async function quiet(crowd: Crowd): Promise<void> {
  for (let last = -1; last !== crowd.delivered(); ) {
    last = crowd.delivered()
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

async function costOf(running: readonly Server[]): Promise<number> {
  const costs = await Promise.all(running.map((server) => server.ask('cost')))
  return costs.reduce((all, { cpuMs }) => all + cpuMs, 0)
}
