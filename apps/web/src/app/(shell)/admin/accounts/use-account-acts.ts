'use client'
import { api } from '@shiplap/client/react'
import { refusalOf } from '@shiplap/client/refusal'
import type { Role } from '@shiplap/domain/account'
import { toast } from '@shiplap/ui/toast'
import { useRouter } from 'next/navigation'
import { wordsFor } from '../../../../account/account-words.ts'
import { useProof } from '../../settings/proof.tsx'
import type { AccountRow } from './account-row.ts'

/** What an administrator does to an account; each says what came of it and reads the page anew. */
export function useAccountActs() {
  const router = useRouter()
  const withProof = useProof()
  const role = api.admin.setRole.useMutation()
  const disabled = api.admin.setDisabled.useMutation()
  const sessions = api.admin.endSessions.useMutation()
  const reset = api.admin.startReset.useMutation()
  const run = (act: () => Promise<unknown>, message: string) =>
    void withProof(act).then(
      () => {
        toast({ message })
        router.refresh()
      },
      (error) => toast({ message: wordsFor(refusalOf(error)), tone: 'problem' }),
    )
  return {
    setRole: ({ id, username }: AccountRow, to: Role) =>
      run(() => role.mutateAsync({ id, role: to }), `${username} is ${to} now.`),
    setDisabled: ({ id, username, isDisabled }: AccountRow) =>
      run(
        () => disabled.mutateAsync({ id, disabled: !isDisabled }),
        isDisabled ? `${username} may sign in again.` : `${username} is closed and signed out.`,
      ),
    endSessions: ({ id, username }: AccountRow) =>
      run(() => sessions.mutateAsync({ id }), `${username} is signed out everywhere.`),
    startReset: ({ id, username }: AccountRow) =>
      run(() => reset.mutateAsync({ id }), `A link is on its way to ${username}.`),
  }
}
