'use client'
import { Button } from '@shiplap/ui/button'
import type { FormEvent } from 'react'
import { enter } from '../../../account/enter.ts'
import { NewPasswordField } from '../../../account/new-password-field.tsx'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { UsernameField } from '../../../account/username-field.tsx'

export function SetUpForm({
  token,
  passwordLeast,
}: {
  readonly token: string
  readonly passwordLeast: number
}) {
  const act = useAct()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [username, password] = [String(data.get('username')).trim(), String(data.get('password'))]
    const done = await act.run(async () =>
      (await plainApi()).account.setUp.mutate({ token, username, password }),
    )
    if (done) enter('/')
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <UsernameField />
      <NewPasswordField label="Password" least={passwordLeast} />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Make me the administrator
      </Button>
    </form>
  )
}
