import type { ReactNode } from 'react'
import { VisitorShell } from '../../shell/visitor-shell.tsx'

/** Pages that are read: in the same shell, but without the api's client, a sixth less to download. They work without a script. */
export default function PublicLayout({ children }: { readonly children: ReactNode }) {
  return <VisitorShell>{children}</VisitorShell>
}
