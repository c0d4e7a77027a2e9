'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { deviceNameLength } from '@shiplap/domain/device'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { Field } from '@shiplap/ui/field'
import { type FormEvent, useId } from 'react'
import { wordsFor } from '../../../account/account-words.ts'
import type { DeviceSession } from './device-session.ts'

export function RenameDialog({
  session,
  onClose,
}: {
  readonly session: DeviceSession | undefined
  readonly onClose: () => void
}) {
  const id = useId()
  const rename = api.device.rename.useMutation({ onSuccess: onClose })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (session && name !== '') rename.mutate({ deviceId: session.device.id, name })
  }
  return (
    <Dialog
      open={session !== undefined}
      onClose={onClose}
      title="Rename this device"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" pending={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit}>
        <Field
          name="name"
          label="Name"
          defaultValue={session?.device.name}
          maxLength={deviceNameLength.most}
          error={rename.error && wordsFor(refusalOf(rename.error))}
          autoFocus
          required
        />
      </form>
    </Dialog>
  )
}
