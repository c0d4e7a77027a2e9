import type { ReactNode } from 'react'
import { VisitorShell } from '../../shell/visitor-shell.tsx'
import { Providers } from './providers.tsx'

/** Pages that act or move by themselves: inside the shell, with the api's connection and cache. */
export default function ShellLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Providers>
      <VisitorShell>{children}</VisitorShell>
    </Providers>
  )
}
