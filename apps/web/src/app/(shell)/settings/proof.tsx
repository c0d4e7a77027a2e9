'use client'
import { refusalOf } from '@shiplap/client/refusal'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { ProofDialog } from './proof-dialog.tsx'

type WithProof = <Answer>(act: () => Promise<Answer>) => Promise<Answer>
const Proof = createContext<WithProof>((act) => act())

/** Runs an act; if it needs the owner to prove again who they are, asks for that and runs it once more. */
export const useProof = () => useContext(Proof)

export function ProofProvider({
  email,
  hasPassword,
  children,
}: {
  readonly email: string | null
  readonly hasPassword: boolean
  readonly children: ReactNode
}) {
  const [asking, setAsking] = useState<{ readonly done: () => void; readonly stop: () => void }>()
  const withProof: WithProof = async (act) => {
    try {
      return await act()
    } catch (error) {
      if (refusalOf(error)?.reason !== 'account.prove-again') throw error
      await new Promise<void>((done, stop) => setAsking({ done, stop: () => stop(error) })).finally(() =>
        setAsking(undefined),
      )
      return act()
    }
  }
  return (
    <Proof value={withProof}>
      {children}
      {asking && (
        <ProofDialog email={email} hasPassword={hasPassword} onProved={asking.done} onClose={asking.stop} />
      )}
    </Proof>
  )
}
