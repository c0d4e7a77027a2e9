import { getErrorShape, getTRPCErrorFromUnknown } from '@trpc/server'
import type { Context } from '../context.ts'
import { perform } from '../perform.ts'
import { type Procedure, procedureAt } from '../procedures.ts'
import { appRouter } from '../root.ts'
import { toTrpcError } from '../trpc.ts'
import type { RequestId } from './frames.ts'
import type { Asking } from './incoming.ts'

/** The procedure that a message asks one answer of; undefined for one that is unknown or of another kind. */
export function calledBy({ method, params }: Asking): Procedure | undefined {
  const procedure = method === 'subscription' ? undefined : procedureAt(params.path)
  return procedure?._def.type === method ? procedure : undefined
}

/** Calls it, and answers with the message that goes back, in the words of tRPC's protocol. */
export async function answerCall(
  { id, jsonrpc, params: { path, input } }: Asking,
  procedure: Procedure,
  context: () => Promise<Context>,
): Promise<string> {
  let ctx: Context | undefined
  try {
    ctx = await context()
    const data = await perform(procedure, { path, ctx, rawInput: input })
    return JSON.stringify({ id, jsonrpc, result: { type: 'data', data } })
  } catch (cause) {
    return JSON.stringify({ ...failure(id, { type: procedure._def.type, cause, ctx }), jsonrpc })
  }
}

/** What goes back where there is no answer. */
export function failure(
  id: RequestId,
  { type, cause, ctx }: { readonly type: Kind; readonly cause: unknown; readonly ctx: Context | undefined },
): object {
  const error = toTrpcError(getTRPCErrorFromUnknown(cause))
  const config = appRouter._def._config
  return { id, error: getErrorShape({ config, error, type, path: undefined, input: undefined, ctx }) }
}

type Kind = Procedure['_def']['type']
