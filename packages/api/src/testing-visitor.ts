import { createTRPCClient, createWSClient, httpLink, splitLink, type TRPCClient, wsLink } from '@trpc/client'
import { WebSocket } from 'ws'
import type { AppRouter } from './root.ts'

/** A person at a browser: a typed client over real HTTP and WebSocket, with cookies that stay between calls. */
export type TestVisitor = {
  readonly api: TRPCClient<AppRouter>
  /** The same, with every call over the WebSocket. */
  readonly overSocket: TRPCClient<AppRouter>
  /** Cookies by name, as the server set them. */
  readonly cookies: Map<string, string>
  /** Sends any request with this person's cookies. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  readonly close: () => Promise<void>
}

export function createVisitor(origin: string): TestVisitor {
  const cookies = new Map<string, string>()
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const fetchWithCookies = async (url: string | URL | Request, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', header())
    const response = await fetch(url, { ...init, headers })
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    return response
  }
  class WebSocketWithCookies extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: cookies.size > 0 ? { cookie: header() } : {} })
    }
  }
  const socket = createWSClient({
    url: `${origin.replace('http', 'ws')}/api/ws`,
    lazy: { enabled: true, closeMs: 0 },
    WebSocket: WebSocketWithCookies as unknown as typeof globalThis.WebSocket, // ws speaks the same interface
  })
  return {
    cookies,
    api: createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => operation.type === 'subscription',
          true: wsLink({ client: socket }),
          false: httpLink({
            url: `${origin}/api/trpc`,
            fetch: (url, init) => fetchWithCookies(url, init as RequestInit),
          }),
        }),
      ],
    }),
    overSocket: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    fetch: (path, init) => fetchWithCookies(new URL(path, origin), init),
    close: () => socket.close(),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const name = pair.slice(0, pair.indexOf('='))
  const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))
  if (gone) cookies.delete(name)
  else cookies.set(name, pair.slice(name.length + 1))
}
