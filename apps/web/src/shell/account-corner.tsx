import type { Role } from '@shiplap/domain/account'
import Link from 'next/link'
import { AccountMenu } from './account-menu.tsx'
import { ThemeMenu } from './theme-menu.tsx'

export type Here = { readonly id: string; readonly username: string; readonly role: Role } | null

/** Who one is, at the foot of the rail: the way in for a stranger, the account for everybody else. */
export function AccountCorner({ account }: { readonly account: Here }) {
  if (account) return <AccountMenu username={account.username} className={`${menuBoard} h-11!`} />
  return (
    <div className="flex flex-col">
      <Link href="/sign-in" className={board}>
        Sign in
      </Link>
      <Link href="/register" className={board}>
        Register
      </Link>
      <ThemeMenu className={`${menuBoard} h-9! font-normal! text-muted!`} />
    </div>
  )
}

const board =
  'lap flex h-9 items-center focus-visible:-outline-offset-2 px-4 text-base text-muted no-underline hover:bg-board hover:text-ink'
const menuBoard =
  'lap w-full focus-visible:-outline-offset-2 min-w-0 justify-start! gap-2! rounded-none! border-x-0! border-b-0! px-4! text-base! hover:text-ink!'
