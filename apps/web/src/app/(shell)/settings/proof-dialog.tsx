'use client'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { PasswordField } from '@shiplap/ui/password-field'
import { type FormEvent, useState } from 'react'
import { EnterCode, type Pending } from '../../../account/enter-code.tsx'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'

type ProofDialogProps = {
  readonly email: string | null
  readonly hasPassword: boolean
  readonly onProved: () => void
  readonly onClose: () => void
}

/** Asks whoever sits there for the password, or for a code where the account has none. */
export function ProofDialog({ email, hasPassword, onProved, onClose }: ProofDialogProps) {
  return (
    <Dialog open onClose={onClose} title="Is it still you?">
      {hasPassword ? <ByPassword onProved={onProved} /> : <ByCode email={email ?? ''} onProved={onProved} />}
    </Dialog>
  )
}

function ByPassword({ onProved }: { readonly onProved: () => void }) {
  const act = useAct()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const password = String(new FormData(event.currentTarget).get('password'))
    const done = await act.run(async () => {
      await (await plainApi()).account.reauthenticate.mutate({ password })
      return true
    })
    if (done) onProved()
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <PasswordField
        name="password"
        label="Your password"
        hint="For ten minutes you will not be asked again."
        autoComplete="current-password"
        autoFocus
        required
      />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" pending={act.pending}>
        Go on
      </Button>
    </form>
  )
}

function ByCode({ email, onProved }: { readonly email: string; readonly onProved: () => void }) {
  const act = useAct()
  const [pending, setPending] = useState<Pending>()
  const ask = async () => {
    const asked = await act.run(async () =>
      (await plainApi()).device.startSession.mutate({
        mode: 'email',
        user: { email },
        device: { type: 'othr' },
        prove: true,
      }),
    )
    if (asked?.token) setPending({ id: asked.id, token: asked.token, email })
  }
  if (pending)
    return <EnterCode pending={pending} onDone={onProved} onStartOver={() => setPending(undefined)} />
  return (
    <div className="flex flex-col gap-4">
      <p>We send a code to {email}.</p>
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button variant="primary" pending={act.pending} onClick={ask}>
        Send me a code
      </Button>
    </div>
  )
}
