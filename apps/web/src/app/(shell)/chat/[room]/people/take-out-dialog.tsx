'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { wordsOf } from '../../../../../chat/chat-words.ts'
import type { RoomView } from '../../../../../chat/room-view.ts'

/** Asks once more before somebody is taken out of a room. */
export function TakeOutDialog({
  room,
  username,
  onClose,
}: {
  readonly room: RoomView
  readonly username: string | null
  readonly onClose: () => void
}) {
  const utils = api.useUtils()
  const remove = api.room.removeMember.useMutation({
    onSuccess() {
      void utils.room.invalidate()
      onClose()
    },
  })
  const close = () => {
    remove.reset()
    onClose()
  }
  return (
    <Dialog
      open={username !== null}
      onClose={close}
      title={`Take ${username ?? ''} out of the room?`}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="danger"
            pending={remove.isPending}
            onClick={() => username !== null && remove.mutate({ room: room.slug, username })}
          >
            Take out
          </Button>
        </>
      }
    >
      {room.kind === 'private'
        ? 'They no longer see this room until somebody adds them again.'
        : 'They can come back by themselves; a ban keeps somebody out.'}
      {remove.error && <p className="pt-2 text-danger">{wordsOf(refusalOf(remove.error)?.reason)}</p>}
    </Dialog>
  )
}
