'use client'
import { Banner } from '@shiplap/ui/banner'
import { Button } from '@shiplap/ui/button'
import { Field } from '@shiplap/ui/field'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'

export function AskForLink() {
  const act = useAct()
  const [sentTo, setSentTo] = useState<string>()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email'))
    const done = await act.run(async () => {
      await (await plainApi()).account.requestReset.mutate({ email })
      return true
    })
    if (done) setSentTo(email)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {sentTo && (
        <Banner>
          If an account has <span className="break-all">{sentTo}</span>, a link is on its way there.
        </Banner>
      )}
      <Field name="email" type="email" label="E-mail" autoComplete="email" maxLength={254} required />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Send me a link
      </Button>
      <p className="pt-4 text-sm text-muted">
        Remembered it? <Link href="/sign-in">Sign in</Link>
      </p>
    </form>
  )
}
