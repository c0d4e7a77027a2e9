import { createServer, connect as dial } from 'node:net'
import { dialects } from '../chat/contender.ts'
import { openCrowd } from '../chat/crowd.ts'
import { inChatPlace } from '../chat/place.ts'
import { startServer } from '../chat/server.ts'
import type { Servers } from '../frame/servers.ts'

/** How often PostgreSQL is asked for messages when many clients come back at once to a fresh server, all so far behind. */
export function readsOfResuming(
  servers: Servers,
  { clients, behind }: { readonly clients: number; readonly behind: number },
): Promise<number> {
  return inChatPlace(servers, async (place) => {
    const first = await startServer('shiplap', place)
    await first.ask('count', { messages: 300 })
    await first.stop()
    const watched = await watchStatements(place.postgresUrl)
    const server = await startServer('shiplap', { ...place, postgresUrl: watched.url })
    watched.forget()
    const hello = JSON.stringify({
      ...JSON.parse(dialects.shiplap.hello),
      params: { path: 'message.live', input: { room: 'lobby' }, lastEventId: `0.${300 - behind}` },
    })
    const crowd = await openCrowd({
      ports: [server.port],
      clients,
      dialect: { ...dialects.shiplap, hello, welcome: '"started"' },
    })
    await crowd.reaches(clients * behind)
    crowd.close()
    await server.stop()
    await watched.close()
    return watched.reads()
  })
}

/** Stands between a server and PostgreSQL and counts the statements that read messages, by the function they all use. */
async function watchStatements(postgresUrl: string) {
  const target = new URL(postgresUrl)
  let reads = 0
  const proxy = createServer((near) => {
    const far = dial({ port: Number(target.port), host: target.hostname })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
    near.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1')
      if (text.includes('select') && text.includes('message_line'))
        reads += text.split(' message_line(').length - 1
      far.write(bytes)
    })
    far.pipe(near)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as { port: number }
  const url = new URL(postgresUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    reads: () => reads,
    forget() {
      reads = 0
    },
    close: () => new Promise((resolve) => proxy.close(resolve)),
  }
}
