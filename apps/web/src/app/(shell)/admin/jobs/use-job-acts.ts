'use client'
import { api } from '@shiplap/client/react'
import { toast } from '@shiplap/ui/toast'
import type { JobFilter } from './job-filter.ts'

export type JobAct = 'retry' | 'cancel' | 'runNow'

const told: Readonly<Record<JobAct, (count: string) => string>> = {
  retry: (count) => `${count} will be tried again.`,
  cancel: (count) => `${count} cancelled, or asked to end.`,
  runNow: (count) => `${count} may run now.`,
}

/** What an administrator does to jobs: to one, or to all that match. Each says what came of it. */
export function useJobActs() {
  const { job } = api.useUtils()
  const options = { onSettled: () => job.invalidate() }
  const acts = {
    retry: api.job.retry.useMutation(options),
    cancel: api.job.cancel.useMutation(options),
    runNow: api.job.runNow.useMutation(options),
  }
  const pause = api.job.pauseKind.useMutation(options)
  const resume = api.job.resumeKind.useMutation(options)
  const failed = () => toast({ message: 'That did not work. Try it again.', tone: 'problem' })
  const act = (name: JobAct, target: Parameters<typeof acts.retry.mutateAsync>[0]) =>
    acts[name].mutateAsync(target).then(({ touched }) => {
      toast({ message: told[name](touched === 1 ? '1 job' : `${touched.toLocaleString('en')} jobs`) })
    }, failed)
  return {
    isPending: acts.retry.isPending || acts.cancel.isPending || acts.runNow.isPending,
    onOne: (name: JobAct, id: number) => void act(name, { ids: [id] }),
    onSome: (name: JobAct, ids: readonly number[]) => void act(name, { ids: [...ids] }),
    onAll: (name: JobAct, filter: JobFilter) => void act(name, { matching: filter }),
    setPaused: (kind: string, isPaused: boolean) =>
      void (isPaused ? pause : resume)
        .mutateAsync({ kind })
        .then(
          () => toast({ message: isPaused ? `No worker takes ${kind} now.` : `${kind} goes on.` }),
          failed,
        ),
  }
}
