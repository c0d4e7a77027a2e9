import type { ReactNode } from 'react'
import { Providers } from './providers.tsx'

export default function ShellLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Providers>
      <main id="main">{children}</main>
    </Providers>
  )
}
