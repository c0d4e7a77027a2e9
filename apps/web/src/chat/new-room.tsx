'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Checkbox } from '@shiplap/ui/checkbox'
import { Dialog } from '@shiplap/ui/dialog'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { wordsOf } from './chat-words.ts'
import { RoomForm } from './room-form.tsx'

/** Makes a room of one's own. */
export function NewRoom() {
  const [isOpen, setIsOpen] = useState(false)
  const [names, setNames] = useState({ title: '', topic: '' })
  const [isPrivate, setIsPrivate] = useState(false)
  const router = useRouter()
  const create = api.room.create.useMutation({
    onSuccess(room) {
      setIsOpen(false)
      router.push(`/chat/${room.slug}`)
    },
  })
  const submit = () => create.mutate({ ...names, kind: isPrivate ? 'private' : 'public' })
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <Plus aria-hidden="true" className="size-4" />
        New room
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title="New room"
        actions={
          <>
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
            <Button
              variant="primary"
              pending={create.isPending}
              disabledReason={names.title.trim() === '' && 'Give the room a name first'}
              onClick={submit}
            >
              Make the room
            </Button>
          </>
        }
      >
        <RoomForm
          names={names}
          error={create.error && wordsOf(refusalOf(create.error)?.reason)}
          onChange={setNames}
          onSubmit={submit}
        >
          <Checkbox
            label="Private"
            hint="Only people you add see it, and that it exists."
            checked={isPrivate}
            onChange={(event) => setIsPrivate(event.target.checked)}
          />
        </RoomForm>
      </Dialog>
    </>
  )
}
