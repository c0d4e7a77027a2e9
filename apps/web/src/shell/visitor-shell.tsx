import { hasRole } from '@shiplap/domain/account'
import type { ReactNode } from 'react'
import { serverApi } from '../server/server-api.ts'
import { whoIsHere } from '../server/visitor.ts'
import { Shell } from './shell.tsx'

/** The shell as this visitor gets it: their places, their account. */
export async function VisitorShell({ children }: { readonly children: ReactNode }) {
  const [api, account] = await Promise.all([serverApi(), whoIsHere()])
  const mayVerify = account !== null && hasRole(account, 'verifier')
  const [{ deployment }, queue, notices] = await Promise.all([
    api.instance.get(),
    mayVerify ? api.submission.waiting() : null,
    account && api.notice.unread(),
  ])
  return (
    <Shell
      account={account}
      waiting={queue?.waiting ?? null}
      unread={notices?.unread ?? null}
      deployment={deployment}
    >
      {children}
    </Shell>
  )
}
