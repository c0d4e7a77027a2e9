'use client'
import { formatDuration, parseDuration } from '@shiplap/domain/duration'
import { isReason, leastReason } from '@shiplap/domain/submission'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { Field } from '@shiplap/ui/field'
import { TextArea } from '@shiplap/ui/text-area'
import { useState } from 'react'

type RetimeDialogProps = {
  readonly open: boolean
  readonly timeMs: number
  readonly pending: boolean
  readonly onClose: () => void
  /** Resolves with why it was refused, or null once it is done. */
  readonly onTime: (retimed: { readonly timeMs: number; readonly reason: string }) => Promise<string | null>
}

/** Sets another official time, where the video shows that the runner pressed late or early. */
export function RetimeDialog({ open, timeMs, pending, onClose, onTime }: RetimeDialogProps) {
  const [typed, setTyped] = useState(() => formatDuration(timeMs, 'milliseconds'))
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const parsed = parseDuration(typed)
  const why =
    parsed === null || parsed === 0
      ? 'Give a time as in 12:47.350.'
      : !isReason(reason) && `Write ${leastReason} characters or more.`
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Set another time"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending}
            disabledReason={why}
            onClick={async () =>
              parsed !== null && setRefused(await onTime({ timeMs: parsed, reason: reason.trim() }))
            }
          >
            Set the time
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="Official time"
          hint="Not before the last split that stands."
          value={typed}
          className="figures"
          inputMode="decimal"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <TextArea
          label="Reason"
          hint="What the video shows. The runner reads this."
          value={reason}
          error={refused}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  )
}
