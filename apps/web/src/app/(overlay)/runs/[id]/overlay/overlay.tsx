'use client'
import { api } from '@shiplap/client/react'
import { useState } from 'react'
import type { RunPage } from '../../../../../run/view.ts'
import { RunPanel } from './run-panel.tsx'

/** The run of this address, then each run that its runner starts after it, so that a stream keeps one address. */
export function Overlay({ initial }: { readonly initial: RunPage }) {
  const [page, show] = useState(initial)
  const { client } = api.useUtils()
  api.run.liveAll.useSubscription(undefined, {
    onData(news) {
      const runs = 'all' in news ? news.all : [news.run]
      const next = runs.find(({ runner }) => runner.id === page.run.runner.id)
      if (next === undefined || next.id === page.run.id || next.endedAt !== null) return
      client.run.get.query({ runId: next.id }).then(show, () => undefined)
    },
  })
  return <RunPanel key={page.run.id} page={page} />
}
