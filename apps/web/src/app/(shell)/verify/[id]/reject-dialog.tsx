'use client'
import { isReason, leastReason, mostReason } from '@shiplap/domain/submission'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { TextArea } from '@shiplap/ui/text-area'
import { useState } from 'react'

type RejectDialogProps = {
  readonly open: boolean
  readonly unverifies: boolean
  readonly onClose: () => void
  readonly onReason: (reason: string) => void
}

const ready = [
  'The video does not show the whole run.',
  'The video and the splits do not match.',
  'A milestone is not met by the code at this commit.',
  'The declared class of assistance does not fit what the video shows.',
]

/** Asks why; the runner reads it. A ready reason can be taken as it is or gone on from. */
export function RejectDialog({ open, unverifies, onClose, onReason }: RejectDialogProps) {
  const [reason, setReason] = useState('')
  const enough = isReason(reason)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={unverifies ? 'Take back the verification' : 'Reject this run'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="danger"
            disabledReason={!enough && `Write ${leastReason} characters or more.`}
            onClick={() => onReason(reason.trim())}
          >
            {unverifies ? 'Take it back' : 'Reject'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          {ready.map((each) => (
            <button
              key={each}
              type="button"
              className="rounded-sm border border-line px-3 py-1.5 text-left text-sm hover:border-edge hover:bg-hover"
              onClick={() => setReason(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <TextArea
          label="Reason"
          hint="The runner reads this and can send the run again."
          value={reason}
          maxLength={mostReason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  )
}
