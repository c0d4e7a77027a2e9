'use client'
import { codeRules, typedCode } from '@shiplap/domain/one-time-code'
import { Button } from '@shiplap/ui/button'
import { CodeField } from '@shiplap/ui/code-field'
import { Countdown } from '@shiplap/ui/countdown'
import { type FormEvent, useRef, useState } from 'react'
import { focusField } from './focus-first.ts'
import { plainApi } from './plain-api.ts'
import { ProblemNote } from './problem-note.tsx'
import { useAct } from './use-act.ts'

export type Pending = { readonly id: string; readonly token: string; readonly email: string }

/** The code that was mailed; another one can be sent after a minute. */
export function EnterCode({
  pending,
  onDone,
  onStartOver,
}: {
  readonly pending: Pending
  readonly onDone: () => void
  readonly onStartOver: () => void
}) {
  const form = useRef<HTMLFormElement>(null)
  const act = useAct()
  const [sentAt, setSentAt] = useState(0)
  const [canResend, setCanResend] = useState(false)
  const { id, token } = pending
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = typedCode(String(new FormData(event.currentTarget).get('code')))
    const done = await act.run(async () =>
      (await plainApi()).device.confirmSession.mutate({ id, token, code }),
    )
    if (done) return onDone()
    focusField(form.current, 'code')
  }
  const resend = async () => {
    await act.run(async () => (await plainApi()).device.resendCode.mutate({ id, token }))
    setSentAt(sentAt + 1)
    setCanResend(false)
    focusField(form.current, 'code')
  }
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
      <CodeField
        name="code"
        label="Code"
        hint={
          <>
            Sent to <span className="break-all text-ink">{pending.email}</span>. It works for five minutes.
          </>
        }
        autoFocus
        required
      />
      <ProblemNote problem={act.problem} onWaited={act.clear} />
      <Button type="submit" variant="primary" size="large" pending={act.pending}>
        Sign in
      </Button>
      <div className="flex flex-wrap items-center gap-2 text-sm text-muted">
        {canResend ? (
          <Button onClick={resend}>Send another code</Button>
        ) : (
          <Countdown
            key={sentAt}
            ms={codeRules.resendAfterMs}
            label="Another code in"
            onEnd={() => setCanResend(true)}
          />
        )}
        <Button variant="quiet" onClick={onStartOver}>
          Use another address
        </Button>
      </div>
    </form>
  )
}
