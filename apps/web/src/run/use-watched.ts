'use client'
import { api } from '@shiplap/client/react'
import { useState } from 'react'
import { useServerClock } from './use-server-clock.ts'
import type { RunPage, WatchedRun } from './view.ts'

/** The page as it was rendered, the run as it stands now, and the clock it goes by. Once it is over, ranks and comparisons are read anew. */
export function useWatched(page: RunPage) {
  const [view, setView] = useState<WatchedRun>(page.run)
  const [fresh, setFresh] = useState(page)
  const { client } = api.useUtils()
  const runId = page.run.id
  const clock = useServerClock(
    async () => (await client.run.get.query({ runId })).serverTime,
    page.serverTime,
  )
  api.run.live.useSubscription(
    { runId },
    {
      enabled: page.run.state !== 'armed',
      onData(news) {
        const ended = news.endedAt !== view.endedAt || news.submission?.state !== view.submission?.state
        setView((shown) => (news.seq < shown.seq ? shown : news))
        if (ended) client.run.get.query({ runId }).then(setFresh, () => undefined)
      },
    },
  )
  return { view, fresh, clock }
}
