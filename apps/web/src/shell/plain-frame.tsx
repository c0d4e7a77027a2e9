import Link from 'next/link'
import type { ReactNode } from 'react'
import { SkipLink } from './skip-link.tsx'
import { Wordmark } from './wordmark.tsx'

/** A page without the rail: one column, as wide as a form wants to be. */
export function PlainFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-4 py-6 sm:px-6 sm:pt-[10dvh]">
        <header className="pb-8">
          <Link href="/" className="no-underline" aria-label="Shiplap, to the runs">
            <Wordmark />
          </Link>
        </header>
        <main id="main" tabIndex={-1} className="flex flex-col focus-visible:outline-none">
          {children}
        </main>
      </div>
    </>
  )
}
