import { isOutage } from '@shiplap/db/outage'
import { hasRole, type Role } from '@shiplap/domain/account'
import { Refusal, type RefusalDetails, type RefusalReason, refusals, refuse } from '@shiplap/domain/refusal'
import { initTRPC, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc'
import { ZodError } from 'zod'
import type { Context, Identity } from './context.ts'
import { trpcCodes } from './refusal-codes.ts'

/** `roomFeed`: a subscription that reads a numbered feed, so that the WebSocket door can write its frames itself. */
export type Meta = { readonly roomFeed?: true }

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    // What leaves with an error: its reason and facts for the person, never a stack or an internal text.
    errorFormatter({ error: thrown, ctx, path, type }) {
      // What a subscription throws after it has begun comes here without having passed the line of `answered`.
      const error = toTrpcError(thrown)
      const refusal = refusalIn(error)
      if (refusal === undefined && type === 'subscription' && ctx !== undefined)
        tell(ctx, { procedure: path ?? '', type, ms: 0, outcome: 'bug' }, error.cause ?? error)
      return {
        message: refusal?.reason ?? 'internal',
        code: TRPC_ERROR_CODES_BY_KEY[error.code],
        data: {
          code: error.code,
          httpStatus: getHTTPStatusCodeFromError(error),
          reason: refusal?.reason ?? null,
          details: refusal?.details ?? {},
          requestId: ctx?.visitor.requestId ?? null,
        },
      }
    },
  })

export const router = t.router
export const middleware = t.middleware
export const createCaller = t.createCallerFactory

/** Writes one line for each call, whatever its outcome, and turns every expected "no" into its tRPC code. */
const answered = t.middleware(async ({ ctx, path, type, next }) => {
  const started = performance.now()
  const result = await next()
  const ms = Math.round((performance.now() - started) * 10) / 10
  const call = { procedure: path, type, ms }
  if (result.ok) {
    tell(ctx, { ...call, outcome: 'ok' })
    return result
  }
  const error = toTrpcError(result.error)
  const reason = refusalIn(error)?.reason
  if (reason !== undefined) tell(ctx, { ...call, outcome: reason })
  // Of a subscription it is told where its error is put into words.
  else if (type !== 'subscription') tell(ctx, { ...call, outcome: 'bug' }, error.cause ?? error)
  throw error
})

type Told = Parameters<Context['measures']['call']>[0]

function tell({ visitor, seen, measures, log }: Context, call: Told, bug?: Error): void {
  measures.call(call)
  const { requestId } = visitor
  const line = { requestId, accountId: seen.accountId ?? undefined, ...call }
  if (bug === undefined) log.info(line, 'call')
  else log.error({ ...line, err: bug }, 'call')
}

/** A procedure for everybody, signed in or not. */
export const anyone = t.procedure.use(answered)

/** For those who are signed in; adds `account` and `session` to the context. */
export const signedIn = anyone.use(async ({ ctx, next }) => {
  const identity = await identified(ctx)
  // Handed to `next`, it would be copied together with everything else, which is a tenth of what a small call costs.
  Object.assign(ctx, identity)
  return next<Identity>({})
})

/** Who it is; refuses those who are not signed in. */
export async function identified(ctx: Context): Promise<Identity> {
  return (await ctx.identify()) ?? refuse('account.signed-out', await whyOut(ctx))
}

/** What ended the session, so that the sign-in page can say it. */
async function whyOut(ctx: Context): Promise<RefusalDetails> {
  const endedBy = await ctx.whyOut()
  return endedBy === null ? {} : { endedBy }
}

export const verifier = atLeast('verifier')
export const moderator = atLeast('moderator')
export const admin = atLeast('admin')

function atLeast(role: Role) {
  return signedIn.use(({ ctx, next }) =>
    hasRole(ctx.account, role) ? next() : refuse('account.forbidden', { needs: role }),
  )
}

/** The refusal that an error carries, if it is an expected "no" at all. */
export function refusalIn(error: TRPCError): { reason: RefusalReason; details: RefusalDetails } | undefined {
  const { cause } = error
  if (cause instanceof Refusal) return { reason: cause.reason, details: cause.details }
  if (cause instanceof ZodError) return { reason: 'request.invalid', details: { fields: fieldsOf(cause) } }
  if (error.code === 'PAYLOAD_TOO_LARGE') return { reason: 'request.too-large', details: {} }
  return error.code === 'INTERNAL_SERVER_ERROR' ? undefined : { reason: 'request.invalid', details: {} }
}

/** The same error with the code that its refusal stands for; an outage becomes a refusal. */
export function toTrpcError(error: TRPCError): TRPCError {
  const { cause } = error
  if (cause instanceof Refusal) return new TRPCError({ code: trpcCodes[refusals[cause.reason]], cause })
  if (isOutage(cause))
    return new TRPCError({ code: 'SERVICE_UNAVAILABLE', cause: new Refusal('service.unavailable') })
  return error
}

function fieldsOf(error: ZodError): readonly string[] {
  return error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}
