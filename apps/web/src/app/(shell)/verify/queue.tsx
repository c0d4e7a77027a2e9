'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { EmptyState } from '@shiplap/ui/empty-state'
import { QueueRow } from './queue-row.tsx'

type QueueProps = { readonly initial: Outputs['submission']['queue']; readonly viewerId: string }

/** What waits for a verdict; it changes by itself when others claim and decide. */
export function Queue({ initial, viewerId }: QueueProps) {
  const asked = { limit: 100 }
  const queue = api.submission.queue.useQuery(asked, { initialData: initial })
  const utils = api.useUtils()
  api.submission.changes.useSubscription(undefined, {
    onData: () => void utils.submission.queue.invalidate(),
  })
  const { submissions } = queue.data
  if (submissions.length === 0)
    return (
      <EmptyState title="Nothing waits">
        Every submission has its verdict. New ones appear here by themselves.
      </EmptyState>
    )
  return (
    <ol aria-label="Submissions">
      {submissions.map((submission) => (
        <QueueRow
          key={submission.id}
          submission={submission}
          viewerId={viewerId}
          serverTime={queue.data.serverTime}
        />
      ))}
    </ol>
  )
}
