import type { ReactNode } from 'react'
import { whoIsHere } from '../../server/visitor.ts'
import { AccountWatchLater } from '../../shell/account-watch-later.tsx'
import { VisitorShell } from '../../shell/visitor-shell.tsx'

/** Pages that are read: in the same shell, but without the api's client, a sixth less to download. They work without a script. */
export default async function PublicLayout({ children }: { readonly children: ReactNode }) {
  const account = await whoIsHere()
  return (
    <>
      {account && <AccountWatchLater />}
      <VisitorShell>{children}</VisitorShell>
    </>
  )
}
