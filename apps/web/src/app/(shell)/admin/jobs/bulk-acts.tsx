'use client'
import type { JobState } from '@shiplap/domain/job'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { useState } from 'react'
import type { JobFilter } from './job-filter.ts'
import { useQueue } from './queue-provider.tsx'
import type { JobAct, useJobActs } from './use-job-acts.ts'

const offered: Readonly<Record<JobState, readonly JobAct[]>> = {
  ready: ['cancel'],
  running: ['cancel'],
  scheduled: ['runNow', 'cancel'],
  retrying: ['runNow', 'cancel'],
  dead: ['retry'],
  cancelled: ['retry'],
  done: [],
}
const words: Readonly<Record<JobAct, string>> = {
  retry: 'Retry all that match',
  cancel: 'Cancel all that match',
  runNow: 'Run all that match now',
}

/** Acts on everything the filter shows, past this page too; asks first. */
export function BulkActs({
  filter,
  acts,
  isEmpty,
}: {
  readonly filter: JobFilter
  readonly acts: ReturnType<typeof useJobActs>
  readonly isEmpty: boolean
}) {
  const [asked, setAsked] = useState<JobAct>()
  const { states } = useQueue()
  const { state } = filter
  if (state === undefined || isEmpty) return null
  const isWholeState = Object.keys(filter).length === 1
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {offered[state].map((act) => (
        <Button key={act} size="small" pending={acts.isPending} onClick={() => setAsked(act)}>
          {words[act]}
        </Button>
      ))}
      <Dialog
        open={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked ? `${words[asked]}?` : ''}
        actions={
          <>
            <Button onClick={() => setAsked(undefined)}>Leave them</Button>
            <Button
              variant={asked === 'cancel' ? 'danger' : 'primary'}
              onClick={() => {
                if (asked) acts.onAll(asked, filter)
                setAsked(undefined)
              }}
            >
              {asked ? words[asked] : ''}
            </Button>
          </>
        }
      >
        <p className="text-base">
          {isWholeState
            ? `This is about ${states[state].toLocaleString('en')} jobs, ten thousand of them at most.`
            : 'This is about every job that the filter shows, on this page and behind it, ten thousand at most.'}
        </p>
      </Dialog>
    </div>
  )
}
