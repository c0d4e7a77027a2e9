'use client'
import { api } from '@shiplap/client/react'
import { runOf } from '@shiplap/client/run/run-of'
import { useMemo } from 'react'
import { RunTimer } from '../../../run/run-timer.tsx'
import { useServerClock } from '../../../run/use-server-clock.ts'
import type { WatchedRun } from '../../../run/view.ts'

/** The runner's own time, by the server's clock: this device's may be minutes off. */
export function OwnTimer({ run, className }: { readonly run: WatchedRun; readonly className: string }) {
  const { client } = api.useUtils()
  const clock = useServerClock(
    async () => (await client.run.get.query({ runId: run.id })).serverTime,
    run.serverTime,
  )
  const shown = useMemo(() => runOf(run), [run])
  return <RunTimer run={shown} offsetMs={clock.offsetMs} label="Your time" className={className} />
}
