'use client'
import { randomKey } from '@shiplap/client/random-key'
import { api } from '@shiplap/client/react'
import type { Line } from '@shiplap/domain/message'
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { again } from './again.ts'
import { whyNotSent } from './not-sent.ts'
import { dropUnsent, keepUnsent, readOutbox, type Unsent } from './outbox.ts'

export type Waiting = Unsent & {
  readonly state: 'sending' | 'sent' | 'failed'
  /** Why it failed, for people. */
  readonly why?: string
}

/**
 * Sends what somebody writes, one after the other in the order written, and again until the server has answered: after a
 * lost connection, a reload or a restart. Its key makes the server count it once.
 */
export function useOutbox({
  room,
  accountId,
  lines,
  onTooOften,
}: {
  readonly room: string
  readonly accountId: string | null
  readonly lines: readonly Line[]
  /** The limit was reached by what was just typed: the text goes back to where that was. */
  readonly onTooOften: (body: string, retryAfterMs: number) => void
}) {
  const [waiting, setWaiting] = useState<readonly Waiting[]>([])
  const queue = useRef<Unsent[]>([])
  const isSending = useRef(false)
  /** Which were not typed just now: given back, they would stand in one heap, or where nobody looks any more. */
  const late = useRef(new Set<string>())
  const isOpen = useRef(true)
  // It tries again by itself, and must hear that the line is down.
  const send = api.message.send.useMutation({ networkMode: 'always' })

  const mark = (key: string, change: Pick<Waiting, 'state' | 'why'>) =>
    setWaiting((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const drop = (key: string) => {
    if (accountId !== null) dropUnsent(accountId, [key])
    setWaiting((all) => all.filter((one) => one.key !== key))
  }

  const work = useEffectEvent(async () => {
    if (isSending.current) return
    isSending.current = true
    let tries = 0
    const hearAnswer = () => {
      if (tries > 0) for (const { key } of queue.current) late.current.add(key)
      tries = 0
    }
    while (queue.current.length > 0) {
      const [unsent] = queue.current
      if (unsent === undefined) break
      try {
        await send.mutateAsync({ room: unsent.room, body: unsent.body, clientKey: unsent.key })
        hearAnswer()
        queue.current.shift()
        if (accountId !== null) dropUnsent(accountId, [unsent.key])
        mark(unsent.key, { state: 'sent' })
      } catch (error) {
        const notSent = whyNotSent(error, tries)
        if (notSent.kind === 'lost') {
          tries++
          await again(notSent.waitMs)
          continue
        }
        hearAnswer()
        const isLimited = notSent.kind === 'limited'
        if (isLimited && (late.current.has(unsent.key) || !isOpen.current)) {
          await again(notSent.waitMs)
          continue
        }
        queue.current.shift()
        if (isLimited) {
          drop(unsent.key)
          onTooOften(unsent.body, notSent.waitMs)
        } else mark(unsent.key, { state: 'failed', why: notSent.why })
      }
    }
    isSending.current = false
  })

  useEffect(() => {
    if (accountId === null) return
    const kept = readOutbox(accountId, room)
    queue.current = [...kept]
    late.current = new Set(kept.map(({ key }) => key))
    isOpen.current = true
    setWaiting(kept.map((unsent) => ({ ...unsent, state: 'sending' })))
    void work()
    return () => {
      isOpen.current = false
    }
  }, [accountId, room])

  // A message stands as waiting until its line has come, so that it is never shown twice or not at all.
  const arrived = new Set(lines.flatMap((line) => (line.author?.id === accountId ? (line.key ?? []) : [])))

  return {
    waiting: waiting.filter(({ key }) => !arrived.has(key)),
    post: useCallback(
      (body: string) => {
        const unsent = { key: randomKey(), room, body, at: new Date().toISOString() }
        if (accountId !== null) keepUnsent(accountId, unsent)
        queue.current.push(unsent)
        setWaiting((all) => [...all, { ...unsent, state: 'sending' }])
        void work()
      },
      [accountId, room],
    ),
    retry(unsent: Unsent) {
      mark(unsent.key, { state: 'sending' })
      queue.current.push(unsent)
      void work()
    },
    discard: drop,
  }
}
