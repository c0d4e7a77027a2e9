import type { Role } from '@shiplap/domain/account'
import Link from 'next/link'
import { ThemeMenu } from './theme-menu.tsx'

export type Here = { readonly username: string; readonly role: Role } | null

/** Who one is, at the foot of the rail: the way in for a stranger, the account for everybody else. */
export function AccountCorner({ account }: { readonly account: Here }) {
  if (account) return null
  return (
    <div className="flex flex-col">
      <Link href="/sign-in" className={board}>
        Sign in
      </Link>
      <Link href="/register" className={board}>
        Register
      </Link>
      <ThemeMenu className="lap h-9! justify-start! rounded-none! px-4! text-base! font-normal! text-muted! hover:text-ink!" />
    </div>
  )
}

const board = 'lap flex h-9 items-center px-4 text-base text-muted no-underline hover:bg-board hover:text-ink'
