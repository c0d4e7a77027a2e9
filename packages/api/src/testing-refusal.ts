import { TRPCClientError } from '@trpc/client'

/** The reason and facts of the "no" that a call ends with. Throws when it ends with a "yes" or otherwise. */
export async function refusalOf(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call
  } catch (error) {
    const data = error instanceof TRPCClientError ? error.data : null
    if (data?.reason == null) throw error
    return { reason: data.reason, ...data.details }
  }
  throw new Error('the call was let through')
}
