'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { wordsOf } from '../../../../../chat/chat-words.ts'
import { RoomForm, type RoomNames } from '../../../../../chat/room-form.tsx'
import type { RoomView } from '../../../../../chat/room-view.ts'

/** Calls the room by another name. Its address stays, so that links go on leading to it. */
export function RenameRoom({ room }: { readonly room: RoomView }) {
  const [names, setNames] = useState<RoomNames | null>(null)
  const router = useRouter()
  const utils = api.useUtils()
  const rename = api.room.rename.useMutation({
    onSuccess() {
      setNames(null)
      void utils.room.invalidate()
      router.refresh()
    },
  })
  const open = () => {
    rename.reset()
    setNames({ title: room.title, topic: room.topic })
  }
  const whyNot = names?.title.trim() === '' && 'Give the room a name first'
  const submit = () => names && whyNot === false && rename.mutate({ room: room.slug, ...names })
  return (
    <>
      <Button onClick={open}>Rename</Button>
      <Dialog
        open={names !== null}
        onClose={() => setNames(null)}
        title="Rename the room"
        actions={
          <>
            <Button onClick={() => setNames(null)}>Cancel</Button>
            <Button variant="primary" pending={rename.isPending} disabledReason={whyNot} onClick={submit}>
              Rename
            </Button>
          </>
        }
      >
        {names && (
          <RoomForm
            names={names}
            error={rename.error && wordsOf(refusalOf(rename.error)?.reason)}
            onChange={setNames}
            onSubmit={submit}
          >
            <p className="text-sm text-muted">The address of the room stays as it is.</p>
          </RoomForm>
        )}
      </Dialog>
    </>
  )
}
