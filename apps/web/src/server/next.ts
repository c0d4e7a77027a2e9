import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'

export type Pages = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly close: () => Promise<void>
}

/** Prepares Next behind our own server: from the build, or compiling as it goes while developing. */
export async function startNext({
  server,
  development,
  port,
  dir,
}: {
  readonly server: Server
  readonly development: boolean
  readonly port: number
  readonly dir: string
}): Promise<Pages> {
  const app = next({ dev: development, hostname: 'localhost', port, httpServer: server, dir })
  await app.prepare()
  const handle = app.getRequestHandler()
  const upgrade = app.getUpgradeHandler()
  return {
    handle: (request, response) => void handle(request, response),
    upgrade: (request, socket, head) => void upgrade(request, socket, head),
    close: () => app.close(),
  }
}
