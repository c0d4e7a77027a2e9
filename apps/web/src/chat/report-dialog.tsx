'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Line } from '@shiplap/domain/message'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { TextArea } from '@shiplap/ui/text-area'
import { toast } from '@shiplap/ui/toast'
import { useState } from 'react'
import { wordsOf } from './chat-words.ts'

/** Asks what is wrong with a message, for its moderators. */
export function ReportDialog({
  room,
  line,
  onClose,
}: {
  readonly room: string
  readonly line: Line
  readonly onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const report = api.message.report.useMutation({
    onSuccess() {
      toast({ message: 'Reported. The moderators of this room see it.' })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Report the message of ${line.author?.name ?? ''}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={report.isPending}
            disabledReason={reason.trim() === '' && 'Say what is wrong first'}
            onClick={() => report.mutate({ room, seq: line.seq, reason })}
          >
            Report
          </Button>
        </>
      }
    >
      <TextArea
        label="What is wrong with it?"
        hint="The moderators of the room read this; its author does not."
        value={reason}
        maxLength={500}
        error={report.error && wordsOf(refusalOf(report.error)?.reason)}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  )
}
