import type { ReactNode } from 'react'
import { serverApi } from '../../server/server-api.ts'
import { whoIsHere } from '../../server/visitor.ts'
import { Shell } from '../../shell/shell.tsx'
import { Providers } from './providers.tsx'

export default async function ShellLayout({ children }: { readonly children: ReactNode }) {
  const [api, account] = await Promise.all([serverApi(), whoIsHere()])
  const { deployment } = await api.instance.get()
  return (
    <Providers>
      <Shell account={account} waiting={null} deployment={deployment}>
        {children}
      </Shell>
    </Providers>
  )
}
