'use client'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { Field } from '@shiplap/ui/field'
import { type FormEvent, useId, useState } from 'react'
import { plainApi } from '../../../account/plain-api.ts'
import { ProblemNote } from '../../../account/problem-note.tsx'
import { useAct } from '../../../account/use-act.ts'
import { expectToLeave, leave } from '../../../shell/leaving.ts'
import { tellOtherTabs } from '../../../shell/other-tabs.ts'
import { useProof } from './proof.tsx'

export function DeleteAccount({ username }: { readonly username: string }) {
  const id = useId()
  const withProof = useProof()
  const act = useAct()
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const done = await act.run(async () => {
      await withProof(async () => {
        expectToLeave('deletion')
        return (await plainApi()).account.delete.mutate({ username: typed })
      })
      return true
    })
    if (!done) return expectToLeave(null)
    tellOtherTabs('signed-out')
    leave('deletion')
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-sm text-muted">
        Your name, address, devices and history go for good. Runs and messages stay, under a name that tells
        nothing.
      </p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Delete my account
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete your account?"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              type="submit"
              form={id}
              variant="danger"
              pending={act.pending}
              disabledReason={typed !== username && 'Type your username first.'}
            >
              Delete for good
            </Button>
          </>
        }
      >
        <form id={id} onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label={`Type ${username} to go on`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
          <ProblemNote problem={act.problem} onWaited={act.clear} />
        </form>
      </Dialog>
    </div>
  )
}
