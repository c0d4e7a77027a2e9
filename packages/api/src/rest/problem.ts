import type { ServerResponse } from 'node:http'
import { type RefusalDetails, type RefusalKind, type RefusalReason, refusals } from '@shiplap/domain/refusal'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { trpcCodes } from '../refusal-codes.ts'

/** What each kind of "no" is called, the same for all of its kind. */
export const titles = {
  invalid: 'The request is not valid',
  'signed-out': 'Not signed in',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'Not possible as things stand',
  method: 'Not by this method',
  'media-type': 'Only JSON is taken',
  'too-large': 'Too large',
  unprocessable: 'Cannot be processed',
  'too-many': 'Too many requests',
  unavailable: 'Not available just now',
} as const satisfies Record<RefusalKind, string>

/** The HTTP status of a refusal. */
export const statusOf = (reason: RefusalReason) =>
  getHTTPStatusCodeFromError(new TRPCError({ code: trpcCodes[refusals[reason]] }))

/** Answers with a problem document (RFC 9457). `code` is the refusal's reason; null stands for a fault of ours. */
export function answerProblem(
  response: ServerResponse,
  {
    reason,
    details = {},
    requestId,
  }: {
    readonly reason: RefusalReason | null
    readonly details?: RefusalDetails
    readonly requestId: string
  },
): void {
  const status = reason === null ? 500 : statusOf(reason)
  const problem = {
    type: reason === null ? 'about:blank' : `/api/v1#${reason}`,
    title: reason === null ? 'Something went wrong on our side' : titles[refusals[reason]],
    status,
    code: reason ?? 'internal',
    details,
    requestId,
  }
  if (typeof details.retryAfterMs === 'number')
    response.setHeader('retry-after', String(Math.ceil(details.retryAfterMs / 1000)))
  // A body that was not read would be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close')
  response.writeHead(status, { 'content-type': 'application/problem+json' })
  response.end(JSON.stringify(problem))
}
