'use client'
import { isReason, leastReason, mostReason } from '@shiplap/domain/submission'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { TextArea } from '@shiplap/ui/text-area'
import { Check } from 'lucide-react'
import { useState } from 'react'

type RejectDialogProps = {
  readonly open: boolean
  readonly unverifies: boolean
  readonly pending: boolean
  readonly onClose: () => void
  /** Resolves with why it was refused, or null once it is done; what was written is kept until then. */
  readonly onReason: (reason: string) => Promise<string | null>
}

const ready = [
  'The video does not show the whole run.',
  'The video and the splits do not match.',
  'A milestone is not met by the code at this commit.',
  'The declared class of assistance does not fit what the video shows.',
]

/** Asks why; the runner reads it. A ready reason can be taken as it is or gone on from. */
export function RejectDialog({ open, unverifies, pending, onClose, onReason }: RejectDialogProps) {
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const enough = isReason(reason)
  const send = async () => {
    const refused = await onReason(reason.trim())
    setRefused(refused)
    if (refused === null) setReason('')
  }
  const close = () => {
    setRefused(null)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={unverifies ? 'Take back the verification' : 'Reject this run'}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="danger"
            pending={pending}
            disabledReason={!enough && `Write ${leastReason} characters or more.`}
            onClick={send}
          >
            {unverifies ? 'Take it back' : 'Reject'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-1">
          <legend className="sr-only">Ready reasons</legend>
          {ready.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={reason.startsWith(each)}
              className="group flex items-start gap-2 rounded-sm border border-line px-3 py-1.5 text-left text-sm hover:border-edge hover:bg-hover aria-pressed:border-edge aria-pressed:bg-hover"
              onClick={() => setReason(each)}
            >
              <span className="flex-1">{each}</span>
              <Check
                aria-hidden="true"
                className="mt-0.5 size-4 shrink-0 opacity-0 group-aria-pressed:opacity-100"
              />
            </button>
          ))}
        </fieldset>
        <TextArea
          label="Reason"
          hint="The runner reads this and can send the run again."
          value={reason}
          maxLength={mostReason}
          error={refused}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  )
}
