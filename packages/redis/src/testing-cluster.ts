import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort, isFree } from '@shiplap/embedded/free-port'
import { startRedis } from '@shiplap/embedded/redis'
import { Redis } from 'ioredis'

const slots = 16_384

/** A Redis Cluster of three nodes on loopback, each a process of its own. */
export async function startCluster({
  dataDir,
}: {
  readonly dataDir: string
}): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const ports = await Promise.all([nodePort(), nodePort(), nodePort()])
  const nodes = await Promise.all(
    ports.map((port, index) => startRedis({ dataDir: join(dataDir, `node-${index}`), port, cluster: true })),
  )
  const connections = nodes.map(({ url }) => new Redis(url, { connectTimeout: 2_000 }))
  const [first, ...others] = connections
  await Promise.all(
    connections.map((node, index) =>
      node.cluster('ADDSLOTSRANGE', Math.ceil((slots / 3) * index), Math.ceil((slots / 3) * (index + 1)) - 1),
    ),
  )
  for (const { port } of nodes.slice(1)) await first?.cluster('MEET', '127.0.0.1', port)
  for (const node of [first, ...others])
    while (!(await node?.cluster('INFO'))?.includes('cluster_state:ok')) await wait(50)
  for (const node of connections) node.disconnect()
  return {
    url: nodes.map(({ url }) => url).join(','),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

/** A free port with another one 10,000 above it, where nodes talk among themselves; both below those of outgoing connections. */
async function nodePort(): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (port < 22_768 && (await isFree(port + 10_000))) return port
  }
}
