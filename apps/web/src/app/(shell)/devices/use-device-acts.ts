'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import { toast } from '@shiplap/ui/toast'
import { wordsFor } from '../../../account/account-words.ts'
import { signOut } from '../../../shell/sign-out.ts'
import type { DeviceSession } from './device-session.ts'

/** Signs devices out. What the list shows follows from the news, and at once from what was just done here. */
export function useDeviceActs({ onGone }: { readonly onGone: (id: string) => void }) {
  const onError = (error: unknown) => toast({ message: wordsFor(refusalOf(error)), tone: 'problem' })
  const revoke = api.device.revoke.useMutation({ onError })
  const revokeOthers = api.device.revokeOthers.useMutation({
    onError,
    onSuccess: ({ ended }) =>
      toast({ message: ended === 1 ? 'One device signed out.' : `${ended} devices signed out.` }),
  })
  return {
    pendingId: revoke.isPending ? revoke.variables.id : undefined,
    endingOthers: revokeOthers.isPending,
    revoke(session: DeviceSession) {
      if (session.isPresent) return void signOut()
      revoke.mutate(
        { id: session.id },
        {
          onSuccess() {
            onGone(session.id)
            toast({ message: `${session.device.name} is signed out.` })
          },
        },
      )
    },
    revokeOthers: () => revokeOthers.mutate(),
  }
}
