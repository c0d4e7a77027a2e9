import type { Context } from '../context.ts'
import { perform } from '../perform.ts'
import { procedureAt } from '../procedures.ts'
import { createAppCaller } from '../root.ts'
import type { Route } from './route.ts'

type Call = {
  readonly route: Route
  readonly input: unknown
  readonly context: Context
  readonly signal: AbortSignal
}

/** Does what a row stands for, and tells what is answered: a value for JSON, or a Download. */
export async function call({
  route,
  input,
  context,
  signal,
}: Call): Promise<{ readonly status: number; readonly shown: unknown }> {
  const given = await callProcedures({ route, input, context, signal })
  const status = typeof route.status === 'number' ? route.status : route.status(given as never)
  return { status, shown: route.show === undefined ? given : route.show(given as never) }
}

async function callProcedures({ route, input, context, signal }: Call): Promise<unknown> {
  if (typeof route.takes === 'string') {
    const procedure = procedureAt(route.takes)
    if (procedure === undefined) throw new Error(`there is no procedure ${route.takes}`)
    return perform(procedure, { path: route.takes, ctx: context, rawInput: input })
  }
  const parsed = route.takes.parse(input)
  const bearer = /^Bearer (\S+)$/i.exec(context.visitor.authorization ?? '')?.[1] ?? null
  return route.call?.(createAppCaller(context, { signal }), parsed as never, { bearer })
}
