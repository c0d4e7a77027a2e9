import type { ReactNode } from 'react'
import { whoIsHere } from '../../server/visitor.ts'
import { AccountWatch } from '../../shell/account-watch.tsx'
import { NoticeWatch } from '../../shell/notice-watch.tsx'
import { Providers } from '../../shell/providers.tsx'
import { VisitorShell } from '../../shell/visitor-shell.tsx'
import { WaitingActs } from '../../shell/waiting-acts.tsx'
import { WaitingMessages } from '../../shell/waiting-messages.tsx'

/** Pages that act or move by themselves: inside the shell, with the api's connection and cache. */
export default async function ShellLayout({ children }: { readonly children: ReactNode }) {
  const account = await whoIsHere()
  return (
    <Providers>
      {account && <AccountWatch />}
      {account && <NoticeWatch />}
      {account && <WaitingActs />}
      {account && <WaitingMessages accountId={account.id} />}
      <VisitorShell>{children}</VisitorShell>
    </Providers>
  )
}
