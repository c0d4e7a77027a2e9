'use client'
import { Button } from '@shiplap/ui/button'
import Link from 'next/link'
import { useState } from 'react'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { useLinkToken } from '../../../account/use-link-token.ts'
import { PlainHead } from '../plain-head.tsx'

/** Confirms by a press, not by opening: programs that look at links in mails open them too. */
export function Confirm() {
  const token = useLinkToken()
  const act = useAct()
  const [done, setDone] = useState<{ username: string; email: string }>()
  if (done)
    return (
      <PlainHead title="Confirmed">
        <p className="pt-2">
          <span className="break-all text-ink">{done.email}</span> is now the address of {done.username}.
        </p>
        <p className="pt-6">
          <Link href="/">To the runs</Link>
        </p>
      </PlainHead>
    )
  if (token === null)
    return (
      <PlainHead title="Confirm your address">
        <p className="pt-2">
          Open the link of the mail that we sent you. In the settings you can ask for another one.
        </p>
        <p className="pt-6">
          <Link href="/settings">To the settings</Link>
        </p>
      </PlainHead>
    )
  return (
    <>
      <PlainHead title="Confirm your address">
        <p className="pt-2">Use this address for codes, notices and resetting your password.</p>
      </PlainHead>
      <div className="flex flex-col gap-4">
        <ProblemNote problem={act.problem} onWaited={act.clear} />
        <Button
          variant="primary"
          size="large"
          pending={act.pending || token === undefined}
          onClick={async () =>
            setDone(
              await act.run(async () =>
                (await plainApi()).account.confirmEmail.mutate({ token: token ?? '' }),
              ),
            )
          }
        >
          Confirm
        </Button>
      </div>
    </>
  )
}
