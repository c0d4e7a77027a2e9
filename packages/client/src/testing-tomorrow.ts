import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * The release after this one, as a client of today meets it: everything that is answered has grown, and what is refused
 * is refused for a reason that nobody knew.
 */
export async function openTomorrow(origin: string): Promise<{
  readonly url: string
  /** For the socket that goes to the server itself: what it hears has grown, too. */
  readonly WebSocket: typeof globalThis.WebSocket
  readonly close: () => void
}> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', headers, url } = request
    const { authorization, 'content-type': type } = headers
    const answered = await fetch(`${origin}${url}`, {
      method,
      headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
      ...(method === 'POST' && { body: await text(request) }),
    })
    response.writeHead(answered.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(grown(await answered.json())))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number } // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    WebSocket: class extends WebSocket {
      constructor(url: string | URL) {
        super(String(url).replace(/^ws:\/\/[^/]+/, origin.replace('http', 'ws')))
      }
      override addEventListener(type: string, listener: EventListenerOrEventListenerObject) {
        const hear = typeof listener === 'function' ? listener : listener.handleEvent
        super.addEventListener(type, (event) => hear.call(this, grownEvent(event)))
      }
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function grownEvent(event: Event): Event {
  if (!(event instanceof MessageEvent) || !String(event.data).startsWith('{')) return event
  return new MessageEvent('message', { data: JSON.stringify(grown(JSON.parse(String(event.data)))) })
}

/** Every object has a field more. */
function grown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grown)
  if (typeof value !== 'object' || value === null) return value
  const inside = Object.entries(value).map(([name, part]) =>
    name === 'reason' && part !== null ? [name, 'tomorrow.no-such-reason'] : [name, grown(part)],
  )
  return { ...Object.fromEntries(inside), tomorrow: { since: 'the next release' } }
}
