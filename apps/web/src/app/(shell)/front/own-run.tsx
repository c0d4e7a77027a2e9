import type { Outputs } from '@shiplap/client'
import { EmptyState } from '@shiplap/ui/empty-state'
import { LinkButton } from '@shiplap/ui/link-button'
import { Planks } from '@shiplap/ui/planks'
import Link from 'next/link'
import { OwnTimer } from './own-timer.tsx'

type OwnRunProps = { readonly run: Outputs['run']['current']['run'] }

/** The runner's own clock, or where to start one. */
export function OwnRun({ run }: OwnRunProps) {
  if (!run) {
    return (
      <EmptyState
        title="You are not on the clock."
        action={
          <LinkButton as={Link} href="/challenges" variant="primary">
            Pick a challenge
          </LinkButton>
        }
      >
        Pick a challenge, read its milestones, and start when you are ready.
      </EmptyState>
    )
  }
  const done = run.milestones.filter((milestone) => milestone.splitMs !== null || milestone.skipped).length
  return (
    <div className="lap flex flex-wrap items-center gap-x-6 gap-y-2 border-l-4 border-l-pb bg-board px-4 py-3">
      <OwnTimer run={run} className="text-3xl font-medium tracking-tight" />
      <div className="order-3 min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-0">
        <p className="truncate font-medium">
          {run.challenge.title} · {run.category.title}
        </p>
        <p className="flex items-center gap-3 text-sm text-muted">
          <Planks done={done} total={run.milestones.length} />
          <span className="truncate">
            {run.state === 'armed' ? 'Ready to start' : run.milestones[done]?.title}
          </span>
        </p>
      </div>
      <LinkButton as={Link} href="/run" variant="primary" className="ml-auto">
        To your run
      </LinkButton>
    </div>
  )
}
