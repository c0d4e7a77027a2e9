import type { AppRouter } from '@shiplap/api/types'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query'
import { type ReactNode, useState } from 'react'
import { links } from './links.ts'

/** Hooks for every procedure: `api.run.current.useQuery()`, `api.message.live.useSubscription(…)`. */
export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>()

/** Gives the hooks below it their connection. `queryClient` belongs to the caller, who clears it when somebody signs out. */
export function ApiProvider({
  origin,
  queryClient,
  children,
}: {
  readonly origin: string
  readonly queryClient: QueryClient
  readonly children: ReactNode
}) {
  const [client] = useState(() => api.createClient({ links: links({ origin }).links }))
  return (
    <api.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </api.Provider>
  )
}
