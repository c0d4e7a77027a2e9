import type { Outcome } from '@shiplap/db/queries/jobs-finish'
import { backoffMs } from './backoff.ts'
import { fingerprint } from './fingerprint.ts'
import { Hopeless } from './handler.ts'
import { Aborted } from './held-job.ts'
import type { Kind } from './kind.ts'

export type Verdict = {
  readonly outcome: Outcome
  readonly error: { readonly message: string; readonly fingerprint: string } | null
  readonly waitMs: number
}

export const done: Verdict = { outcome: 'done', error: null, waitMs: 0 }
export const handedBack: Verdict = { outcome: 'back', error: null, waitMs: 0 }

/** What becomes of a job whose attempt ended with `error`. */
export function judge(
  error: unknown,
  {
    kind,
    attempt,
    maxAttempts,
    luck,
  }: { readonly kind: Kind; readonly attempt: number; readonly maxAttempts: number; readonly luck: number },
): Verdict {
  if (error instanceof Aborted && error.cause === 'shutdown') return handedBack
  const told = { error: tell(error), waitMs: 0 }
  if (error instanceof Aborted && error.cause === 'cancelled') return { ...told, outcome: 'cancelled' }
  if (attempt >= maxAttempts || error instanceof Hopeless) return { ...told, outcome: 'dead' }
  return { ...told, outcome: 'again', waitMs: backoffMs({ attempt, firstMs: kind.backoffMs, luck }) }
}

/**
 * What becomes of a job whose worker is gone. The first loss lets it run again at once; further ones wait, so that a job
 * that kills its process parts from the others that ran beside it.
 */
export function judgeLost({
  attempt,
  maxAttempts,
  luck,
}: {
  readonly attempt: number
  readonly maxAttempts: number
  readonly luck: number
}): Verdict {
  const error = { message: 'its worker was lost', fingerprint: 'its worker was lost' }
  if (attempt >= maxAttempts) return { outcome: 'dead', error, waitMs: 0 }
  if (attempt === 1) return { outcome: 'anew', error, waitMs: 0 }
  return { outcome: 'again', error, waitMs: backoffMs({ attempt: attempt - 1, firstMs: 500, luck }) }
}

function tell(error: unknown): { message: string; fingerprint: string } {
  const message = (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .replaceAll('\0', '')
    .toWellFormed()
    .slice(0, 4_000)
  return { message, fingerprint: fingerprint(message) }
}
