import { Toaster } from '@shiplap/ui/toast'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AccountCorner, type Here } from './account-corner.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { NetworkBanner } from './network-banner.tsx'
import { NoticeLink } from './notice-link.tsx'
import { placesFor } from './places.ts'
import { Rail } from './rail.tsx'
import { SearchButton } from './search-button.tsx'
import { ShellKeys } from './shell-keys.tsx'
import { SkipLink } from './skip-link.tsx'
import { TabWatch } from './tab-watch.tsx'
import { Wordmark } from './wordmark.tsx'

type ShellProps = {
  readonly account: Here
  readonly waiting: number | null
  /** Notices that were not read yet; null for a stranger. */
  readonly unread: number | null
  readonly deployment: string
  readonly children: ReactNode
}

/** The house around every page: rail or bottom bar, banner, keys, notices. */
export function Shell({ account, waiting, unread, deployment, children }: ShellProps) {
  const places = placesFor(account)
  const corner = <AccountCorner account={account} />
  return (
    <>
      <SkipLink />
      <div className="flex min-h-dvh">
        <Rail
          places={places}
          waiting={waiting}
          head={
            <Link href="/" className="no-underline" aria-label="Shiplap, to the runs">
              <Wordmark />
            </Link>
          }
          foot={
            <>
              <SearchButton />
              {unread !== null && <NoticeLink unread={unread} />}
              {corner}
            </>
          }
        />
        <div
          // A page that fills the screen does so below the banner.
          className="flex min-w-0 flex-1 flex-col pb-[calc(3.5rem+env(safe-area-inset-bottom))] has-data-fills:h-dvh md:pb-0 xl:has-[[data-docked]]:pr-96"
        >
          <NetworkBanner deployment={deployment} />
          <main
            id="main"
            tabIndex={-1}
            className="w-full max-w-6xl min-w-0 flex-1 px-4 py-5 focus-visible:outline-none has-data-fills:flex has-data-fills:min-h-0 has-data-fills:flex-col sm:px-6 md:px-8"
          >
            {children}
          </main>
        </div>
      </div>
      <BottomBar places={places} waiting={waiting} unread={unread} foot={corner} />
      <Toaster />
      <TabWatch accountId={account?.id ?? null} />
      <ShellKeys places={places} signedIn={account !== null} />
    </>
  )
}
