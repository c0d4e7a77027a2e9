import type { AppRouter } from '@shiplap/api/types'
import type { RefusalDetails, RefusalReason } from '@shiplap/domain/refusal'
import type { TRPCClientError } from '@trpc/client'

/** The typed "no" inside an error of a call, or null when the call failed for another cause (no network, a bug). */
export function refusalOf(error: unknown): { reason: RefusalReason; details: RefusalDetails } | null {
  // Told by its name, so that a page that shows errors need not load the client for that.
  if (!(error instanceof Error && error.name === 'TRPCClientError')) return null
  const data = (error as TRPCClientError<AppRouter>).data
  return data?.reason ? { reason: data.reason, details: data.details } : null
}
