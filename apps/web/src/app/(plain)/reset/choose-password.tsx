'use client'
import { Button } from '@shiplap/ui/button'
import Link from 'next/link'
import type { FormEvent } from 'react'
import { NewPasswordField } from '../../../account/new-password-field.tsx'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'

export function ChoosePassword({
  token,
  passwordLeast,
}: {
  readonly token: string
  readonly passwordLeast: number
}) {
  const act = useAct()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    const done = await act.run(async () => {
      await (await plainApi()).account.reset.mutate({ token, password })
      return true
    })
    if (done) location.replace('/sign-in?reason=reset_done')
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <NewPasswordField least={passwordLeast} autoFocus />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Set the password
      </Button>
      {act.problem?.refusal?.reason === 'account.link-invalid' && (
        <p className="text-sm">
          <Link href="/reset" onClick={() => location.reload()}>
            Ask for a new link
          </Link>
        </p>
      )}
    </form>
  )
}
