import type { AppRouter } from '@shiplap/api/types'
import { createTRPCClient, type TRPCClient } from '@trpc/client'
import { links } from './links.ts'

/** A typed client with a socket and without a cache, for a page that hears news of one thing. */
export function createLiveClient({ origin }: { readonly origin: string }): {
  readonly api: TRPCClient<AppRouter>
  readonly close: () => Promise<void>
} {
  const connection = links({ origin })
  return { api: createTRPCClient<AppRouter>({ links: connection.links }), close: connection.close }
}
