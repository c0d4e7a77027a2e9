'use client'
import { refusalOf } from '@shiplap/client/refusal'
import type { RefusalDetails, RefusalReason } from '@shiplap/domain/refusal'
import { useState } from 'react'

export type Problem = { readonly reason: RefusalReason; readonly details: RefusalDetails } | null

/** One act of a form: under way, refused (`problem`, null inside for no connection), or done. */
export function useAct() {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<{ readonly refusal: Problem }>()
  return {
    pending,
    problem,
    clear: () => setProblem(undefined),
    /** Answers what the act answered, or undefined when it was refused. */
    async run<Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> {
      setPending(true)
      setProblem(undefined)
      try {
        return await act()
      } catch (error) {
        setProblem({ refusal: refusalOf(error) })
        return undefined
      } finally {
        setPending(false)
      }
    },
  }
}
