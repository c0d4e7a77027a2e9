// The line between a browser and the product, as a proxy that can hold a request back, as a slow network does, and cut sockets.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'

type Held = {
  readonly path: string
  /** It left the browser and waits on the line. */
  readonly waits: PromiseWithResolvers<void>
  /** The browser gave it up before it was let go. */
  readonly givenUp: PromiseWithResolvers<void>
  readonly letGo: PromiseWithResolvers<void>
}

export async function openLine() {
  const held: Held[] = []
  const sockets = new Set<Duplex>()
  let isCut = false
  const server = createServer((asked, answer) => void carry(asked, answer))
  // What the browser and the product say over a socket is never held.
  server.on('connect', (asked, socket, head) => {
    if (isCut) return void socket.destroy()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    const { hostname, port } = new URL(`http://${asked.url}`)
    const onward = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      onward.write(head)
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })

  async function carry(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { url = '', method, headers } = asked
    const hold = held.find(({ path }) => url.includes(path))
    if (hold) {
      answer.once('close', () => hold.givenUp.resolve())
      hold.waits.resolve()
      await hold.letGo.promise
      // Nobody is there any more, so it is lost, as if the network had never taken it.
      if (answer.destroyed) return
    }
    const onward = request(url, { ...(method && { method }), headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    /** For `browser.newContext({ proxy })`. */
    proxy: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    /** Keeps requests to this path on the line until they are let go. */
    hold(path: string) {
      const made: Held = {
        path,
        waits: Promise.withResolvers(),
        givenUp: Promise.withResolvers(),
        letGo: Promise.withResolvers(),
      }
      held.push(made)
      return {
        waits: made.waits.promise,
        givenUp: made.givenUp.promise,
        letGo: () => made.letGo.resolve(),
      }
    },
    /** Ends every socket and lets no new one through, until it is mended. */
    cutSockets() {
      isCut = true
      for (const socket of sockets) socket.destroy()
      return {
        mend: () => {
          isCut = false
        },
      }
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
