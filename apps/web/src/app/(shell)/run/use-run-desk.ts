'use client'
import { randomKey } from '@shiplap/client/random-key'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { createActStore } from '@shiplap/client/run/act-store'
import { createRunDesk, type DeskState, type RunDesk } from '@shiplap/client/run/run-desk'
import { runOf } from '@shiplap/client/run/run-of'
import type { QueuedAct } from '@shiplap/client/run/run-sheet'
import type { RefusalReason } from '@shiplap/domain/refusal'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { sendAct } from '../../../run/send-act.ts'
import { sheetOf } from '../../../run/sheet-of.ts'
import { storeOfBrowser } from '../../../run/store-of-browser.ts'
import { useServerClock } from '../../../run/use-server-clock.ts'
import type { WatchedRun } from '../../../run/view.ts'

type Needs = {
  readonly initial: WatchedRun
  readonly onRefused: (act: QueuedAct, reason: RefusalReason) => void
}

/** The desk of one run in this browser, with the clock it goes by, kept in step with the server for as long as the page stands. */
export function useRunDesk({ initial, onRefused }: Needs) {
  const { client } = api.useUtils()
  const runId = initial.id
  const clock = useServerClock(
    async () => (await client.run.get.query({ runId })).serverTime,
    initial.serverTime,
  )
  const [view, setView] = useState(initial)
  const latest = useRef({ clock, onRefused })
  latest.current = { clock, onRefused }

  const desk = useMemo<RunDesk>(() => {
    const take = (answer: WatchedRun) => {
      setView((shown) => (answer.seq < shown.seq ? shown : answer))
      return runOf(answer)
    }
    return createRunDesk({
      sheet: sheetOf(initial),
      store: createActStore(storeOfBrowser(), runId),
      send: async (act) =>
        take(
          await latest.current.clock.timed(
            () => sendAct(client, runId, act),
            (answer) => answer.serverTime,
          ),
        ),
      reread: async () => take((await client.run.get.query({ runId })).run),
      refusalOf: (error) => refusalOf(error)?.reason ?? null,
      now: () => latest.current.clock.now(),
      makeKey: randomKey,
      onRefused: (act, reason) => latest.current.onRefused(act, reason),
    })
    // A desk belongs to one run; how that run stood at first is only where it begins.
  }, [client, runId])

  useKeptInStep(desk, runId)
  api.run.live.useSubscription(
    { runId },
    {
      enabled: view.state !== 'armed',
      onData(news) {
        setView((shown) => (news.seq < shown.seq ? shown : news))
        desk.receive(runOf(news), news.submission !== null)
      },
    },
  )
  const confirmed = useMemo(() => createRunDesk({ ...idle, sheet: sheetOf(initial) }).state(), [initial])
  const state: DeskState = useSyncExternalStore(desk.subscribe, desk.state, () => confirmed)
  return { desk, state, view, clock }
}

/** Sends what waited, and again whenever the network, the page or another tab comes back. */
function useKeptInStep(desk: RunDesk, runId: string) {
  useEffect(() => {
    const wake = () => document.visibilityState === 'visible' && void desk.wake()
    const adopt = (event: StorageEvent) => event.key?.endsWith(runId) && desk.adopt()
    desk.start()
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    addEventListener('storage', adopt)
    return () => {
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('storage', adopt)
    }
  }, [desk, runId])
}

/** What a desk needs on the server, where nothing is pressed and nothing waits. */
const idle = {
  store: { load: () => [], save: () => undefined },
  send: () => Promise.reject(new Error('no runner on the server')),
  reread: () => Promise.reject(new Error('no runner on the server')),
  refusalOf: () => null,
  now: () => 0,
  makeKey: () => '',
  onRefused: () => undefined,
}
