'use client'
import { Countdown } from '@shiplap/ui/countdown'
import { CircleAlert } from 'lucide-react'
import { wordsFor } from './account-words.ts'
import type { Problem } from './use-act.ts'

/** What was refused and what to do, above the button; counts down where one may try again later. */
export function ProblemNote({
  problem,
  onWaited,
}: {
  readonly problem: { readonly refusal: Problem } | undefined
  readonly onWaited?: () => void
}) {
  const wait = problem?.refusal?.details.retryAfterMs
  return (
    <div role="alert" className="empty:hidden">
      {problem && (
        <p className="flex items-start gap-2 border-l-2 border-danger bg-raised px-3 py-2 text-sm">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-danger" />
          <span>
            {wordsFor(problem.refusal)}{' '}
            {typeof wait === 'number' && (
              <Countdown ms={wait} label="Try again in" {...(onWaited && { onEnd: onWaited })} />
            )}
          </span>
        </p>
      )}
    </div>
  )
}
