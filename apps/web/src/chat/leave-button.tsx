'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { wordsOf } from './chat-words.ts'
import type { RoomView } from './room-view.ts'

/** Leaves a room. Whoever leaves a private one cannot come back alone, and is asked once more. */
export function LeaveButton({ view }: { readonly view: RoomView }) {
  const [isAsking, setIsAsking] = useState(false)
  const router = useRouter()
  const utils = api.useUtils()
  const isPrivate = view.kind === 'private'
  const leave = api.room.leave.useMutation({
    onSuccess() {
      void utils.room.list.invalidate()
      if (isPrivate) router.push('/chat')
      else router.refresh()
    },
    onError: (error) => isPrivate || toast({ message: wordsOf(refusalOf(error)?.reason), tone: 'problem' }),
  })
  const close = () => {
    leave.reset()
    setIsAsking(false)
  }
  const act = () => leave.mutate({ room: view.slug })
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        pending={leave.isPending && !isPrivate}
        onClick={isPrivate ? () => setIsAsking(true) : act}
      >
        Leave
      </Button>
      <Dialog
        open={isAsking}
        onClose={close}
        title={`Leave ${view.title}?`}
        actions={
          <>
            <Button onClick={close}>Stay</Button>
            <Button variant="danger" pending={leave.isPending || leave.isSuccess} onClick={act}>
              Leave the room
            </Button>
          </>
        }
      >
        You no longer see this room until somebody in it adds you again.
        {leave.error && (
          <p role="alert" className="pt-2 text-danger">
            {wordsOf(refusalOf(leave.error)?.reason)}
          </p>
        )}
      </Dialog>
    </>
  )
}
