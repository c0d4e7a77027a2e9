import { atLeast, atMost } from '../frame/bars.ts'
import type { Part, Setting } from '../frame/scenario.ts'
import { type ContenderName, contenderTitles } from './contender.ts'
import { cpuOfDelivery, idle, paced } from './delivery.ts'
import { pin, type Server } from './server.ts'

const everybody: readonly ContenderName[] = ['shiplap', 'ws', 'socketio', 'stockTrpc']

/** A room of many: what a server gives for a second of its CPU, how soon it arrives, and what a connection costs. */
export const part: Part<ContenderName | 'oneProcess'> = {
  title: 'Chat',
  contenders: { ...contenderTitles, oneProcess: 'one process of Shiplap' },
  open: openDelivery,
}

async function openDelivery({ share }: Setting) {
  // Servers get the first core, their clients the second.
  await pin(process.pid, 1)
  const clients = Math.max(100, 1_000 * share)
  const forMs = Math.max(1_000, 3_000 * share)
  const asFastAsCan = (server: Server) => server.ask('saturate', { forMs })
  const processesOf = (contender: string) => (contender === 'oneProcess' ? 1 : 2)
  return {
    scenarios: [
      {
        name: `${clients} clients in a room, as fast as 16 writers can, each message stored first`,
        unit: 'deliveries per CPU second',
        contenders: everybody,
        measure: async (servers, contender) =>
          1e6 / (await cpuOfDelivery(servers, contender as ContenderName, { clients, say: asFastAsCan })),
        bar: (medians) => [
          atLeast(4, 'socketio', 'Socket.io')(medians),
          atLeast(3, 'ws', 'the loop')(medians),
          atLeast(12, 'stockTrpc', 'stock tRPC')(medians),
        ],
      },
      {
        name: 'the same from two processes joined by Redis',
        unit: 'µs of CPU per delivery',
        isLessBetter: true,
        contenders: ['shiplap', 'oneProcess'],
        // Single runs lie a fifth apart: who gets the core next is a matter of chance.
        rounds: 9,
        measure: (servers, contender) =>
          cpuOfDelivery(servers, 'shiplap', { clients, processes: processesOf(contender), say: asFastAsCan }),
        bar: atMost(1.15, 'oneProcess', 'one process'),
      },
      {
        name: `50 messages a second to ${clients} clients from two processes joined by Redis`,
        unit: 'µs of CPU per delivery',
        isLessBetter: true,
        contenders: ['shiplap', 'oneProcess'],
        measure(servers, contender) {
          const processes = processesOf(contender)
          const say = (server: Server) => server.ask('pace', { perSecond: 50 / processes, forMs })
          return cpuOfDelivery(servers, 'shiplap', { clients, processes, say })
        },
        bar: atMost(1.15, 'oneProcess', 'one process'),
      },
      {
        name: `50 messages a second to ${clients} clients, from the writer to all of them, 99th percentile`,
        unit: 'ms',
        isLessBetter: true,
        contenders: ['shiplap', 'ws'],
        // Of 150 messages the 99th percentile would be the second-worst one, and a matter of chance.
        rounds: 9,
        measure: (servers, contender) =>
          paced(servers, contender as ContenderName, { clients, perSecond: 50, forMs: 2 * forMs }),
        bar: atMost(1, 'ws', 'the loop'),
      },
      {
        name: 'memory of an open, quiet connection in a room, heap and buffers',
        unit: 'KB',
        isLessBetter: true,
        contenders: everybody,
        rounds: 1,
        measure: (servers, contender) => idle(servers, contender as ContenderName, { clients: 4 * clients }),
        bar: atMost(1.5, 'ws', 'the loop'),
      },
    ],
  } satisfies Awaited<ReturnType<Part<ContenderName | 'oneProcess'>['open']>>
}
