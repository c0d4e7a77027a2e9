import type { AppRouter } from '@shiplap/api/types'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type CreateTRPCReact, createTRPCReact } from '@trpc/react-query'
import { type ReactNode, useState } from 'react'
import type { Client } from './client.ts'
import { links } from './links.ts'

/** Hooks for every procedure: `api.run.current.useQuery()`, `api.message.live.useSubscription(…)`. */
export const api: CreateTRPCReact<AppRouter, unknown> = createTRPCReact<AppRouter>()

/** As whoever the browser is signed in as, by cookie, at this origin; or as the device session of a client of one's own. */
type Via = { readonly origin: string } | { readonly client: Client }

/** Gives the hooks below it their connection. `queryClient` belongs to the caller, who clears it when somebody signs out. */
export function ApiProvider({
  queryClient,
  children,
  ...via
}: Via & { readonly queryClient: QueryClient; readonly children?: ReactNode }) {
  const [client] = useState(() =>
    api.createClient({ links: 'client' in via ? [...via.client.links] : links(via).links }),
  )
  return (
    <api.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </api.Provider>
  )
}
