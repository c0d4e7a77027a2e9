'use client'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { PasswordField } from '@shiplap/ui/password-field'
import type { FormEvent } from 'react'
import { enter } from '../../../account/enter.ts'
import { passwordRule } from '../../../account/password-rule.ts'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'

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
      <Field
        name="username"
        label="Username"
        hint="3 to 30 letters, digits, dots, dashes or underscores."
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={30}
        required
      />
      <PasswordField
        name="password"
        label="Password"
        hint={passwordRule(passwordLeast)}
        autoComplete="new-password"
        maxLength={1024}
        required
      />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Make me the administrator
      </Button>
    </form>
  )
}
