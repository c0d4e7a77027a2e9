'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Line } from '@shiplap/domain/message'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { TextArea } from '@shiplap/ui/text-area'
import { useState } from 'react'
import { wordsOf } from './chat-words.ts'

/** Asks once more before a message goes, and a moderator also why. */
export function RemoveDialog({
  room,
  line,
  isOwn,
  onClose,
}: {
  readonly room: string
  readonly line: Line
  readonly isOwn: boolean
  readonly onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const remove = api.message.remove.useMutation({ onSuccess: onClose })
  const problem = remove.error && wordsOf(refusalOf(remove.error)?.reason)
  return (
    <Dialog
      open
      onClose={onClose}
      title={isOwn ? 'Remove your message?' : `Remove the message of ${line.author?.name ?? 'somebody'}?`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            pending={remove.isPending}
            onClick={() => remove.mutate({ room, seq: line.seq, reason })}
          >
            Remove
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <blockquote className="line-clamp-4 border-l-2 border-line pl-3 break-words whitespace-pre-wrap text-muted">
          {line.body}
        </blockquote>
        {isOwn ? (
          problem && <p className="text-danger">{problem}</p>
        ) : (
          <TextArea
            label="Why"
            hint="Other moderators of the room read this."
            value={reason}
            maxLength={500}
            error={problem}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  )
}
