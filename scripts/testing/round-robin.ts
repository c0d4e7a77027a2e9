import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** One address before several servers: each connection goes to the next of them that takes it. */
export async function openRoundRobin(ports: readonly number[]): Promise<{
  readonly port: number
  /** How many connections each port was given. */
  readonly given: ReadonlyMap<number, number>
  readonly close: () => void
}> {
  const given = new Map(ports.map((port) => [port, 0]))
  const open = new Set<Socket>()
  let turn = 0
  const server = createServer((client) => {
    keep(client)
    join(client, turn++, ports.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number } // it listens on TCP
  return {
    port,
    given,
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }

  function join(client: Socket, from: number, left: number): void {
    const port = ports[from % ports.length] ?? 0
    const upstream = connect({ port, host: '127.0.0.1' })
    keep(upstream)
    upstream.once('connect', () => {
      given.set(port, (given.get(port) ?? 0) + 1)
      client.pipe(upstream).pipe(client)
      client.once('close', () => upstream.destroy())
      upstream.once('close', () => client.destroy())
    })
    upstream.once('error', () =>
      left > 1 && !client.destroyed ? join(client, from + 1, left - 1) : client.destroy(),
    )
  }

  function keep(socket: Socket): void {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => open.delete(socket))
  }
}
