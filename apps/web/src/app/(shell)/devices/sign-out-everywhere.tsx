'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { Button } from '@shiplap/ui/button'
import { Dialog } from '@shiplap/ui/dialog'
import { toast } from '@shiplap/ui/toast'
import { useState } from 'react'
import { wordsFor } from '../../../account/account-words.ts'
import { expectToLeave, leave } from '../../../shell/leaving.ts'
import { tellOtherTabs } from '../../../shell/other-tabs.ts'

export function SignOutEverywhere({ count }: { readonly count: number }) {
  const [asking, setAsking] = useState(false)
  const revokeAll = api.device.revokeAll.useMutation({
    onMutate: () => expectToLeave('everywhere'),
    onSuccess() {
      tellOtherTabs('signed-out')
      leave('everywhere')
    },
    onError(error) {
      expectToLeave(null)
      toast({ message: wordsFor(refusalOf(error)), tone: 'problem' })
    },
  })
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Sign out everywhere
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Sign out everywhere?"
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Stay signed in</Button>
            <Button variant="danger" pending={revokeAll.isPending} onClick={() => revokeAll.mutate()}>
              Sign out everywhere
            </Button>
          </>
        }
      >
        {count === 1 ? 'This device is signed out.' : `All ${count} devices are signed out, this one too.`}
      </Dialog>
    </>
  )
}
