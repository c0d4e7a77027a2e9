'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { hasEnded } from '@shiplap/domain/job'
import { Badge } from '@shiplap/ui/badge'
import { Button } from '@shiplap/ui/button'
import { EmptyState } from '@shiplap/ui/empty-state'
import { Facts } from '@shiplap/ui/facts'
import { Section } from '@shiplap/ui/section'
import { TimeAgo } from '@shiplap/ui/time-ago'
import { stateWords } from '../job-words.ts'
import { type JobAct, useJobActs } from '../use-job-acts.ts'

type Job = Outputs['job']['get']

const actWords: Readonly<Record<JobAct, string>> = {
  retry: 'Retry',
  cancel: 'Cancel this job',
  runNow: 'Run it now',
}

/** A job with its arguments and all its attempts, read again while it can still change. */
export function WholeJob({ initial }: { readonly initial: Job }) {
  const { data: job } = api.job.get.useQuery(
    { id: initial.id },
    {
      initialData: initial,
      refetchInterval: ({ state }) => (state.data && hasEnded(state.data.state) ? false : 1_000),
    },
  )
  const acts = useJobActs()
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 pb-6">
        <Badge tone={stateWords[job.state].tone}>
          {job.isCancelAsked ? 'Ending' : stateWords[job.state].word}
          {job.progress !== null && ` ${Math.round(job.progress * 100)} %`}
        </Badge>
        <Facts facts={factsOf(job)} />
        <div className="ml-auto flex gap-2">
          {job.allowedActions.map((act) => (
            <Button
              key={act}
              variant={act === 'cancel' ? 'danger' : 'secondary'}
              pending={acts.isPending}
              onClick={() => acts.onOne(act, job.id)}
            >
              {actWords[act]}
            </Button>
          ))}
        </div>
      </div>
      <Section title="Arguments">
        <pre className="lap overflow-x-auto bg-board p-3 font-mono text-sm whitespace-pre-wrap">
          {JSON.stringify(job.payload, null, 2)}
        </pre>
      </Section>
      <Section title="Failed attempts" aside={`${job.attempt} of ${job.maxAttempts} begun`}>
        {job.errors.length === 0 ? (
          <EmptyState title="No attempt has failed." />
        ) : (
          <ol aria-label="Failed attempts" className="flex flex-col">
            {job.errors.map((error) => (
              <li key={`${error.attempt} ${error.at}`} className="lap flex flex-col gap-1 bg-board px-3 py-2">
                <span className="text-xs text-muted">
                  Attempt {error.attempt}, <TimeAgo at={error.at} />
                </span>
                <pre className="font-mono text-sm break-words whitespace-pre-wrap">{error.message}</pre>
              </li>
            ))}
          </ol>
        )}
      </Section>
    </>
  )
}

function factsOf(job: Job) {
  return [
    { name: 'Put in', value: <TimeAgo at={job.createdAt} /> },
    { name: stateNames[job.state], value: <TimeAgo at={job.at} /> },
    { name: 'Priority', value: job.priority },
    ...(job.workerId === null ? [] : [{ name: 'Worker', value: job.workerId }]),
    ...(job.uniqueKey === null ? [] : [{ name: 'Unique key', value: job.uniqueKey }]),
    ...(job.limitKey === null ? [] : [{ name: 'Limit key', value: job.limitKey }]),
  ]
}

const stateNames: Readonly<Record<Job['state'], string>> = {
  ready: 'Ready since',
  running: 'Began',
  scheduled: 'Runs',
  retrying: 'Next try',
  done: 'Done',
  dead: 'Gave up',
  cancelled: 'Cancelled',
}
