import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import Link from 'next/link'

/** The cockpit without a run. */
export function NoRun() {
  return (
    <>
      <h1 className="sr-only">Your run</h1>
      <EmptyState
        title="No run on the clock"
        action={
          <LinkButton as={Link} href="/challenges" variant="primary">
            Choose a challenge
          </LinkButton>
        }
      >
        Pick what to build, say in what, and start when you are ready. The clock runs here; you press at each
        milestone.
      </EmptyState>
    </>
  )
}
