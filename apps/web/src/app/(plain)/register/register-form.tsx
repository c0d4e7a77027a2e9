'use client'
import { usernamePattern } from '@shiplap/domain/account'
import { parseEmail } from '@shiplap/domain/email'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { type FormEvent, useRef, useState } from 'react'
import { wordsFor } from '../../../account/account-words.ts'
import { enter } from '../../../account/enter.ts'
import { focusField } from '../../../account/focus-first.ts'
import { NewPasswordField } from '../../../account/new-password-field.tsx'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { UsernameField } from '../../../account/username-field.tsx'

type Errors = { readonly username?: string; readonly password?: string; readonly email?: string }

export function RegisterForm({
  next,
  passwordLeast,
}: {
  readonly next: string
  readonly passwordLeast: number
}) {
  const form = useRef<HTMLFormElement>(null)
  const act = useAct()
  const [errors, setErrors] = useState<Errors>({})
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const typed = {
      username: String(data.get('username')).trim(),
      password: String(data.get('password')),
      email: String(data.get('email')).trim(),
    }
    const found = problemsOf(typed, passwordLeast)
    setErrors(found)
    const [first] = Object.keys(found)
    if (first !== undefined) return focusField(form.current, first)
    const { email, ...rest } = typed
    const done = await act.run(async () =>
      (await plainApi()).account.register.mutate({ ...rest, ...(email !== '' && { email }) }),
    )
    if (done) enter(next)
  }
  const field = fieldOf(act.problem?.refusal?.reason)
  const said = act.problem && wordsFor(act.problem.refusal)
  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <UsernameField error={errors.username ?? (field === 'username' ? said : undefined)} />
      <NewPasswordField
        label="Password"
        least={passwordLeast}
        error={errors.password ?? (field === 'password' ? said : undefined)}
      />
      <Field
        name="email"
        type="email"
        label="E-mail, if you like"
        hint="For resetting your password, codes and notices. Nobody else sees it."
        error={errors.email}
        autoComplete="email"
        maxLength={254}
      />
      {field === null && <ProblemNote problem={act.problem} onWaited={act.clear} />}
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Register
      </Button>
    </form>
  )
}

function problemsOf(
  { username, password, email }: { username: string; password: string; email: string },
  least: number,
): Errors {
  return {
    ...(!usernamePattern.test(username) && {
      username:
        'Use 3 to 30 letters, digits, dots, dashes or underscores; begin and end with a letter or digit.',
    }),
    ...([...password].length < least && { password: `Use at least ${least} characters.` }),
    ...(email !== '' &&
      parseEmail(email) === null && { email: 'This does not look like an e-mail address.' }),
  }
}

function fieldOf(reason: string | undefined): 'username' | 'password' | null {
  if (reason?.startsWith('account.username')) return 'username'
  return reason?.startsWith('account.password') ? 'password' : null
}
