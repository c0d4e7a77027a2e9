'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Banner } from '@shiplap/ui/banner'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { type FormEvent, useState } from 'react'
import { wordsFor } from '../../../account/account-words.ts'
import { useProof } from './proof.tsx'

export function EmailForm({
  email,
  waiting,
}: {
  readonly email: string | null
  readonly waiting: string | null
}) {
  const withProof = useProof()
  const change = api.account.changeEmail.useMutation()
  const [sentTo, setSentTo] = useState(waiting)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('email')).trim()
    // A refusal stands in `change.error`.
    const sent = await withProof(() => change.mutateAsync({ email: typed })).then(
      () => true,
      () => false,
    )
    if (sent) setSentTo(typed)
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-3">
      {sentTo && (
        <Banner>
          A link went to <span className="break-all">{sentTo}</span>. The address counts once you have opened
          it.
        </Banner>
      )}
      <div className="w-full">
        <Field
          name="email"
          type="email"
          label="E-mail"
          hint="For codes, notices and resetting your password. Nobody else sees it."
          error={change.error && wordsFor(refusalOf(change.error))}
          defaultValue={email ?? ''}
          autoComplete="email"
          maxLength={254}
          required
        />
      </div>
      <Button type="submit" pending={change.isPending}>
        {email === null ? 'Add this address' : 'Change the address'}
      </Button>
    </form>
  )
}
