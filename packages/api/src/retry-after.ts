import { Refusal } from '@shiplap/domain/refusal'
import type { TRPCError } from '@trpc/server'

/** Seconds to wait before it makes sense to ask again, where a limit was reached; null otherwise. */
export function retryAfterSeconds(errors: readonly TRPCError[]): number | null {
  const waits = errors.flatMap(({ cause }) =>
    cause instanceof Refusal && typeof cause.details.retryAfterMs === 'number'
      ? [cause.details.retryAfterMs]
      : [],
  )
  return waits.length === 0 ? null : Math.ceil(Math.max(...waits) / 1000)
}
