import type { Outputs } from '@shiplap/client'
import { Duration } from '@shiplap/ui/duration'
import Link from 'next/link'
import { addressOfList, type ListAsked } from './list-of-address.ts'

type YourPlaceProps = {
  readonly own: Outputs['board']['rankOf']
  readonly asked: ListAsked
  readonly onPage: boolean
  readonly username: string
}

/** Where you stand, always in sight; one press goes there. */
export function YourPlace({ own, asked, onPage, username }: YourPlaceProps) {
  const there = onPage ? `#run-${own.runId}` : addressOfList(asked, { around: username })
  return (
    <aside
      aria-label="Your place"
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 mt-2 flex min-h-10 items-center gap-4 border-l-2 border-pb bg-raised px-3 py-2 text-sm shadow-float md:bottom-4"
    >
      <span className="font-medium">
        You: <span className="figures">#{own.rank.toLocaleString('en')}</span>
        <span className="font-normal text-muted"> of {own.runners.toLocaleString('en')}</span>
      </span>
      <Duration ms={own.timeMs} />
      <Link href={there} className="ml-auto underline">
        Go there
      </Link>
    </aside>
  )
}
