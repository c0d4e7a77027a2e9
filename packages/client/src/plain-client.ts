import type { AppRouter } from '@shiplap/api/types'
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client'

/** A typed client without a cache and without a socket: one request a call. For pages that must be small, so it stands apart. */
export function createPlainClient({ origin }: { readonly origin: string }): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${origin}/api/trpc` })] })
}
