'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Checkbox } from '@shiplap/ui/checkbox'
import { Dialog } from '@shiplap/ui/dialog'
import { Field } from '@shiplap/ui/field'
import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { wordsOf } from './chat-words.ts'

/** Makes a room of one's own. */
export function NewRoom() {
  const [isOpen, setIsOpen] = useState(false)
  const [title, setTitle] = useState('')
  const [topic, setTopic] = useState('')
  const [isPrivate, setIsPrivate] = useState(false)
  const router = useRouter()
  const create = api.room.create.useMutation({
    onSuccess(room) {
      setIsOpen(false)
      router.push(`/chat/${room.slug}`)
    },
  })
  const submit = () => create.mutate({ title, topic, kind: isPrivate ? 'private' : 'public' })
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
              disabledReason={title.trim() === '' && 'Give the room a name first'}
              onClick={submit}
            >
              Make the room
            </Button>
          </>
        }
      >
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Field
            label="Name"
            value={title}
            maxLength={80}
            autoFocus
            error={create.error && wordsOf(refusalOf(create.error)?.reason)}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Field
            label="What it is about"
            value={topic}
            maxLength={300}
            onChange={(event) => setTopic(event.target.value)}
          />
          <Checkbox
            label="Private"
            hint="Only people you add see it, and that it exists."
            checked={isPrivate}
            onChange={(event) => setIsPrivate(event.target.checked)}
          />
        </form>
      </Dialog>
    </>
  )
}
