'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { formatSpan } from '@shiplap/domain/duration'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { Select } from '@shiplap/ui/select'
import { TextArea } from '@shiplap/ui/text-area'
import { toast } from '@shiplap/ui/toast'
import { type FormEvent, useId } from 'react'
import { wordsOf } from './chat-words.ts'

/** Somebody who is about to be muted or banned. */
export type Sanctioned = { readonly kind: 'mute' | 'ban'; readonly username: string }

const hour = 3_600_000
const spans = [hour, 24 * hour, 7 * 24 * hour, 30 * 24 * hour]
const lengths = [
  ...spans.map((ms) => ({ value: String(ms), label: `For ${formatSpan(ms)}` })),
  { value: '', label: 'Until it is lifted' },
]

/** Asks for how long and why, which is kept in the trail of the room. */
export function SanctionDialog({
  room,
  person,
  onClose,
}: {
  readonly room: string
  readonly person: Sanctioned | null
  readonly onClose: () => void
}) {
  const id = useId()
  const utils = api.useUtils()
  const told = (become: string) => ({
    onSuccess(_: unknown, { username }: { readonly username: string }) {
      toast({ message: `${username} is ${become}.` })
      void utils.room.invalidate()
      onClose()
    },
  })
  const acts = {
    mute: api.room.mute.useMutation(told('muted')),
    ban: api.room.ban.useMutation(told('banned')),
  }
  const act = acts[person?.kind ?? 'mute']
  const close = () => {
    act.reset()
    onClose()
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const forMs = form.get('for') === '' ? null : Number(form.get('for'))
    if (person) act.mutate({ room, username: person.username, forMs, reason: String(form.get('reason')) })
  }
  const verb = person?.kind === 'ban' ? 'Ban' : 'Mute'
  return (
    <Dialog
      open={person !== null}
      onClose={close}
      title={`${verb} ${person?.username ?? ''}`}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" form={id} variant="danger" pending={act.isPending}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-muted">
          {person?.kind === 'ban'
            ? 'Who is banned neither reads nor writes here.'
            : 'Who is muted reads here, and cannot write.'}
        </p>
        <Select
          name="for"
          label="How long"
          options={lengths}
          defaultValue={person?.kind === 'ban' ? '' : String(hour)}
        />
        <TextArea
          name="reason"
          label="Why"
          hint="Other moderators of the room read this."
          maxLength={500}
          error={act.error && wordsOf(refusalOf(act.error)?.reason)}
        />
      </form>
    </Dialog>
  )
}
