import type { RefusalKind } from '@shiplap/domain/refusal'
import type { TRPCError } from '@trpc/server'

/** The one place where a kind of "no" becomes a tRPC code, and with it an HTTP status. */
export const trpcCodes = {
  invalid: 'BAD_REQUEST',
  'signed-out': 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  method: 'METHOD_NOT_SUPPORTED',
  'media-type': 'UNSUPPORTED_MEDIA_TYPE',
  'too-large': 'PAYLOAD_TOO_LARGE',
  unprocessable: 'UNPROCESSABLE_CONTENT',
  'too-many': 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<RefusalKind, TRPCError['code']>
