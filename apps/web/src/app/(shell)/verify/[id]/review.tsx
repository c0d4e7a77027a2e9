'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { useState } from 'react'
import { RunBrief } from '../../../../run/run-brief.tsx'
import { VerdictList } from '../../../../run/verdict-list.tsx'
import type { RunPage } from '../../../../run/view.ts'
import { Decision } from './decision.tsx'
import { EventTable } from './event-table.tsx'
import { Sent } from './sent.tsx'
import { Stakes } from './stakes.tsx'
import { Timeline } from './timeline.tsx'
import { VideoPane } from './video-pane.tsx'

type Submission = Outputs['submission']['get']
type ReviewProps = { readonly initial: Submission; readonly page: RunPage }

/** Everything a verdict rests on, on one page: video beside splits, events, what was sent, who the runner is. */
export function Review({ initial, page }: ReviewProps) {
  const submissionId = initial.id
  const { data: submission } = api.submission.get.useQuery({ submissionId }, { initialData: initial })
  const { data: fresh } = api.run.get.useQuery({ runId: initial.runId }, { initialData: page })
  const utils = api.useUtils()
  api.submission.changes.useSubscription(undefined, {
    onData(news) {
      if (news.submissionId !== null && news.submissionId !== submissionId) return
      void utils.submission.get.invalidate({ submissionId })
      void utils.run.get.invalidate({ runId: initial.runId })
    },
  })
  const latest = submission.revisions[0]
  const [startMs, seek] = useState(latest?.videoStartMs ?? 0)
  const { run, events } = fresh
  return (
    <>
      <header className="pb-4">
        <h1 className="text-xl font-semibold">{run.runner.username}’s run</h1>
      </header>
      <RunBrief run={run} />
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 pt-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <VideoPane url={latest?.videoUrl ?? null} startMs={startMs} />
          <Timeline
            run={run}
            videoStartMs={latest?.videoUrl ? latest.videoStartMs : null}
            onSeek={(ms) => seek(ms)}
          />
          <EventTable events={events} milestones={run.milestones} />
          {latest && <Sent revision={latest} of={submission.revisions.length} />}
        </div>
        <aside aria-label="Verdict" className="flex min-w-0 flex-col gap-6 max-lg:order-first">
          <Decision submission={submission} timeMs={run.timeMs ?? 0} />
          {submission.review && <Stakes review={submission.review} runner={run.runner.username} />}
          <VerdictList verdicts={submission.verdicts} claims={submission.claims} />
        </aside>
      </div>
    </>
  )
}
