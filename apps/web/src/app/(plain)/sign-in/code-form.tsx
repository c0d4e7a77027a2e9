'use client'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import { type FormEvent, useState } from 'react'
import { EnterCode, type Pending } from '../../../account/enter-code.tsx'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { StayField } from './stay-field.tsx'

/** Asks for an address, then for the code that went there. */
export function CodeForm({ idleMs, onDone }: { readonly idleMs: number; readonly onDone: () => void }) {
  const [pending, setPending] = useState<Pending>()
  const act = useAct()
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [email, stay] = [String(data.get('email')), data.get('stay') === 'on']
    const asked = await act.run(async () =>
      (await plainApi()).device.startSession.mutate({
        mode: 'email',
        user: { email },
        device: { type: 'othr' },
        stay,
      }),
    )
    if (asked?.token) setPending({ id: asked.id, token: asked.token, email })
    else if (asked) onDone()
  }
  if (pending)
    return <EnterCode pending={pending} onDone={onDone} onStartOver={() => setPending(undefined)} />
  return (
    <form onSubmit={ask} className="flex flex-col gap-4">
      <Field
        name="email"
        type="email"
        label="E-mail"
        hint="We send six digits there. They work for five minutes."
        autoComplete="email"
        autoFocus
        maxLength={254}
        required
      />
      <StayField idleMs={idleMs} />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Send me a code
      </Button>
    </form>
  )
}
