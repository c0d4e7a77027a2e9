'use client'
import type { Outputs } from '@shiplap/client'
import { api } from '@shiplap/client/react'
import { createContext, type ReactNode, use, useState } from 'react'

export type Overview = Outputs['job']['stats']

const Queue = createContext<Overview | undefined>(undefined)

/** How the queue stands, for every part of the page, as it moves. */
export function QueueProvider({
  initial,
  children,
}: {
  readonly initial: Overview
  readonly children: ReactNode
}) {
  const [overview, setOverview] = useState(initial)
  api.job.live.useSubscription(undefined, { onData: setOverview })
  return <Queue value={overview}>{children}</Queue>
}

export function useQueue(): Overview {
  const overview = use(Queue)
  if (overview === undefined) throw new Error('useQueue stands inside QueueProvider')
  return overview
}
