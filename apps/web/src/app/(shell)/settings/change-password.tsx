'use client'
import { Button } from '@shiplap/ui/button'
import { PasswordField } from '@shiplap/ui/password-field'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef } from 'react'
import { NewPasswordField } from '../../../account/new-password-field.tsx'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { useProof } from './proof.tsx'

export function ChangePassword({
  hasPassword,
  passwordLeast,
  username,
}: {
  readonly hasPassword: boolean
  readonly passwordLeast: number
  readonly username: string
}) {
  const form = useRef<HTMLFormElement>(null)
  const router = useRouter()
  const withProof = useProof()
  const act = useAct()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [current, password] = [String(data.get('current')), String(data.get('password'))]
    const done = await act.run(async () => {
      // Over plain HTTP, since this device gets a new cookie.
      if (hasPassword) await (await plainApi()).account.changePassword.mutate({ current, password })
      else await withProof(async () => (await plainApi()).account.setPassword.mutate({ password }))
      return true
    })
    if (!done) return
    form.current?.reset()
    toast({ message: 'Password changed. All other devices are signed out.' })
    router.refresh()
  }
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-3">
      <input type="text" name="username" value={username} autoComplete="username" readOnly hidden />
      {hasPassword && (
        <PasswordField
          name="current"
          label="Present password"
          autoComplete="current-password"
          maxLength={1024}
          required
        />
      )}
      <NewPasswordField least={passwordLeast} />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" className="self-start" pending={act.pending}>
        {hasPassword ? 'Change the password' : 'Set a password'}
      </Button>
    </form>
  )
}
