'use client'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { PasswordField } from '@shiplap/ui/password-field'
import Link from 'next/link'
import { type FormEvent, useRef } from 'react'
import { focusField } from '../../../account/focus-first.ts'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { StayField } from './stay-field.tsx'

export function PasswordForm({ idleMs, onDone }: { readonly idleMs: number; readonly onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  const act = useAct()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [login, password] = [String(data.get('login')), String(data.get('password'))]
    if (login.trim() === '') return focusField(form.current, 'login')
    if (password === '') return focusField(form.current, 'password')
    const stay = data.get('stay') === 'on'
    const done = await act.run(async () =>
      (await plainApi()).account.logIn.mutate({ login: login.trim(), password, stay }),
    )
    if (done) onDone()
    else focusField(form.current, 'password')
  }
  return (
    <form ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        name="login"
        label="Username or e-mail"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
        required
      />
      <div className="flex flex-col gap-1">
        <PasswordField
          name="password"
          label="Password"
          autoComplete="current-password"
          maxLength={1024}
          required
        />
        <Link href="/reset" className="self-end text-sm">
          Forgot your password?
        </Link>
      </div>
      <StayField idleMs={idleMs} />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Sign in
      </Button>
    </form>
  )
}
