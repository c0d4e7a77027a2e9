import Link from 'next/link'
import type { ReactNode } from 'react'
import { assistanceNames } from '../../../run/assistance.ts'
import type { WatchedRun } from '../../../run/view.ts'

/** What is run, by which rules, in what; and how far away the server's clock is. */
export function CockpitHead({
  view,
  roundTripMs,
  children,
}: {
  readonly view: WatchedRun
  readonly roundTripMs: number | null
  readonly children: ReactNode
}) {
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-lg font-semibold">
          <Link href={`/challenges/${view.challenge.slug}`} className="no-underline hover:underline">
            {view.challenge.title}
          </Link>
        </h1>
        <p className="text-sm text-muted">
          {[view.category.title, assistanceNames[view.assistance].toLowerCase(), ...view.stack].join(' · ')}
        </p>
      </div>
      <div className="flex items-center gap-3">
        {roundTripMs !== null && (
          <span
            className="figures text-xs text-muted"
            title="How exactly this device knows the server's clock"
          >
            <span className="sr-only">Clock known to within </span>±{Math.ceil(roundTripMs / 2)} ms
          </span>
        )}
        {children}
      </div>
    </header>
  )
}
