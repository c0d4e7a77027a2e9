'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { RunDesk } from '@shiplap/client/run/run-desk'
import type { QueuedAct } from '@shiplap/client/run/run-sheet'
import { formatDuration } from '@shiplap/domain/duration'
import type { RefusalReason } from '@shiplap/domain/refusal'
import type { Run } from '@shiplap/domain/run'
import type { Act } from '@shiplap/domain/run-act'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { wordsOf } from '../../../run/run-words.ts'
import type { WatchedRun } from '../../../run/view.ts'

/** What buttons and keys can do, and why not. */
export type Acts = {
  readonly whyNot: (act: Act) => string | null
  readonly press: (act: QueuedAct['act']) => void
  readonly split: () => void
  readonly undo: () => void
  readonly pauseOrGoOn: () => void
  readonly cancel: () => void
  readonly isLive: boolean
}

export function useActs({
  desk,
  run,
  view,
}: {
  readonly desk: RunDesk
  readonly run: Run
  readonly view: WatchedRun
}): Acts {
  const router = useRouter()
  const cancelling = api.run.cancel.useMutation({
    onSuccess: () => router.push(`/challenges/${view.challenge.slug}`),
    onError: (error) => tell(refusalOf(error)?.reason ?? null),
  })
  return useMemo(() => {
    const press = (act: QueuedAct['act']) => {
      const no = desk.press(act)
      // A second press within a second is a slip of the hand; it needs no scolding.
      if (no !== null && no !== 'run.too-soon') tell(no)
      return no === null
    }
    return {
      whyNot: (act) => {
        const no = desk.whyNot(act)
        return no === null || no === 'run.too-soon' ? null : wordsOf(no)
      },
      press: (act) => void press(act),
      split() {
        if (run.state === 'armed') return void press('start')
        if (run.endedAt !== null || !press('split')) return
        if (matchMedia('(pointer: coarse)').matches) offerUndo(desk, view)
      },
      undo: () => void press(run.state === 'finished' ? 'undoFinish' : 'undoSplit'),
      pauseOrGoOn: () => void press(run.state === 'paused' ? 'resume' : 'pause'),
      cancel: () => cancelling.mutate({ runId: view.id }),
      isLive: run.state === 'running' || run.state === 'paused',
    }
    // The mutation object is another one on each render; what it does is not.
  }, [desk, run, view])
}

/** A thumb slips more easily than a key, so a phone offers the way back for six seconds. */
function offerUndo(desk: RunDesk, view: WatchedRun) {
  const { marks, state } = desk.state().run
  const title = view.milestones[marks.length - 1]?.title ?? 'Split'
  toast({
    message: `${title} ${formatDuration(marks.at(-1) ?? 0)}`,
    undo: { act: () => void desk.press(state === 'finished' ? 'undoFinish' : 'undoSplit') },
  })
}

function tell(reason: RefusalReason | null) {
  toast({ message: wordsOf(reason), tone: 'problem' })
}
