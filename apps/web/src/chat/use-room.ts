'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Line, PassingEvent } from '@shiplap/domain/message'
import type { RefusalReason } from '@shiplap/domain/refusal'
import { useEffect, useRef, useState } from 'react'
import { firstWindow, type LineWindow, withEntry, withNewer, withNewest, withOlder } from './line-window.ts'
import { nobodyTypes, withoutStopped, withSaid, withTyping } from './typing.ts'
import { useWindow } from './use-window.ts'

export const pageOfLines = 50

export type LiveRoom = ReturnType<typeof useRoom>

/** A room as it is now: its lines as far as they are held, who is there, and the ways to more of it. */
export function useRoom({
  room,
  initial,
  onLine,
  onChanged,
  onBack,
}: {
  readonly room: string
  readonly initial: readonly Line[]
  /** Called for each line that is new, in order. */
  readonly onLine?: (line: Line) => void
  /** Called when the room, or how one stands towards it, is not what it was. */
  readonly onChanged: () => void
  /** Called when the line stands again after a cut, in which anything may have been missed but lines. */
  readonly onBack: () => void
}) {
  const { window, change, read } = useWindow(initial)
  const [newest, setNewest] = useState(initial.at(-1)?.seq ?? 0)
  const [resumeAt, setResumeAt] = useState<string>()
  const [refused, setRefused] = useState<RefusalReason | null>(null)
  const last = useRef<number | null>(null)
  const loading = useRef(false)
  const hasStarted = useRef(false)
  const utils = api.useUtils()
  const { client } = utils
  const passing = usePassing()

  const subscription = api.message.live.useSubscription(
    { room, ...(resumeAt === undefined ? {} : { after: resumeAt }) },
    {
      enabled: refused === null,
      onStarted() {
        if (hasStarted.current) onBack()
        hasStarted.current = true
      },
      onData(event) {
        const { data } = event
        if ('lines' in data) {
          last.current = Number(event.id.split('.')[1])
          change((held) => withNewest(held, data.lines))
          setNewest(data.lines.at(-1)?.seq ?? 0)
          return
        }
        if ('changed' in data) return onChanged()
        // With their roles it changes on whom one may act.
        if ('people' in data) return void utils.room.outranking.invalidate({ room })
        if (!('seq' in data)) return passing.take(data)
        // Only the very next number is taken; one that was seen is left, and a gap is asked for again.
        if (last.current !== null && data.seq <= last.current) return
        if (last.current !== null && data.seq > last.current + 1) {
          const epoch = event.id.split('.')[0]
          setResumeAt(`${epoch}.${last.current}`)
          return
        }
        last.current = data.seq
        change((held) => withEntry(held, data))
        if (data.line.seq !== data.seq) return
        setNewest(data.seq)
        passing.said(data.line)
        onLine?.(data.line)
      },
      onError(error) {
        const reason = refusalOf(error)?.reason
        if (reason === undefined) return
        setRefused(reason)
        onChanged()
      },
    },
  )

  const load = async (
    page: { before?: number; after?: number },
    join: (held: LineWindow, lines: readonly Line[], page: number) => LineWindow,
  ) => {
    if (loading.current) return
    loading.current = true
    try {
      await read(
        () => client.message.list.query({ room, limit: pageOfLines, ...page }),
        (held, lines) => join(held, lines, pageOfLines),
      )
    } finally {
      loading.current = false
    }
  }

  return {
    ...window,
    newest,
    refused,
    isLive: subscription.status === 'pending' && last.current !== null,
    typing: passing.typing,
    here: passing.here,
    loadOlder: () => load({ before: window.lines[0]?.seq ?? 1 }, withOlder),
    loadNewer: () => load({ after: window.lines.at(-1)?.seq ?? 0 }, withNewer),
    toNewest: () =>
      read(
        () => client.message.list.query({ room, limit: pageOfLines }),
        (_, lines) => firstWindow(lines),
      ),
    /** Shows the page around a line. */
    goTo: (seq: number) =>
      read(
        () =>
          Promise.all([
            client.message.list.query({ room, limit: pageOfLines, before: seq }),
            client.message.list.query({ room, limit: pageOfLines, after: seq - 1 }),
          ]),
        (_, [older, newer]) => ({
          lines: [...older, ...newer],
          hasNewest: newer.length < pageOfLines,
          hasOldest: older.length < pageOfLines,
        }),
      ),
  }
}

/** Who is here, and who was typing in the last seconds. */
function usePassing() {
  const [typing, setTyping] = useState(nobodyTypes)
  const [here, setHere] = useState<{ readonly count: number; readonly names: readonly string[] }>()
  useEffect(() => {
    if (typing.typing.size === 0) return
    const timer = setTimeout(() => setTyping((all) => withoutStopped(all, performance.now())), 1_000)
    return () => clearTimeout(timer)
  }, [typing])
  return {
    typing: [...typing.typing.keys()],
    here,
    take(event: PassingEvent) {
      if ('here' in event) setHere(event.here)
      else if ('typing' in event) setTyping((all) => withTyping(all, event.typing, performance.now()))
    },
    said({ author }: Line) {
      if (author) setTyping((all) => withSaid(all, author.name, performance.now()))
    },
  }
}
