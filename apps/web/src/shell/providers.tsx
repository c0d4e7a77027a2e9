'use client'

import { ApiProvider } from '@shiplap/client/react'
import { QueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

/** The connection to the api and the cache of its answers, for everything inside the shell. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1 } } }),
  )
  const origin = typeof window === 'undefined' ? 'http://localhost' : window.location.origin
  return (
    <ApiProvider origin={origin} queryClient={queryClient}>
      {children}
    </ApiProvider>
  )
}
