import { callTRPCProcedure, initTRPC } from '@trpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Context } from './context.ts'
import { perform } from './perform.ts'
import type { Procedure } from './procedures.ts'

const t = initTRPC.context<object>().meta<{ word: string }>().create()
const seen: unknown[] = []
const noted = t.middleware(async ({ ctx, path, type, input, meta, getRawInput, next }) => {
  seen.push({ ctx: { ...ctx }, path, type, input, meta, raw: await getRawInput() })
  const result = await next({ ctx: { by: 'noted' } })
  seen.push(result.ok ? result.data : result.error.code)
  return result
})
const base = t.procedure.meta({ word: 'ahoy' }).use(noted)
const router = t.router({
  plain: base.query(() => 'plain'),
  nothing: base.mutation(() => undefined),
  context: base.use(({ next }) => next({ ctx: { and: 'more' } })).query(({ ctx }) => ctx),
  inputs: base
    .input(z.object({ one: z.string() }))
    .use(noted)
    .input(z.object({ two: z.number().default(2) }))
    .query(({ input }) => input),
  output: base.output(z.string()).query(() => 7 as unknown as string),
  thrown: base.query(() => {
    throw new TypeError('a bug')
  }),
  stopped: base.use(() => Promise.reject(new Error('no further'))).query(() => 'never'),
})

test.each([
  ['plain', undefined],
  ['nothing', undefined],
  ['context', undefined],
  ['inputs', { one: '1', three: 3 }],
  ['inputs', { one: 1 }],
  ['output', undefined],
  ['thrown', undefined],
  ['stopped', undefined],
] as const)('a call of "%s" goes as tRPC’s own caller lets it go (input %j)', async (path, rawInput) => {
  const procedure = router._def.procedures[path] as unknown as Procedure
  const ours = await outcomeOf(
    perform(procedure, { path, rawInput, ctx: { from: 'outside' } as unknown as Context }),
  )
  const theirs = await outcomeOf(
    callTRPCProcedure({
      router,
      path,
      type: procedure._def.type,
      ctx: { from: 'outside' },
      getRawInput: async () => rawInput,
      signal: undefined,
      batchIndex: 0,
    }),
  )
  expect(ours).toEqual(theirs)
})

/** What came of a call, and what was seen of it on the way. */
async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  const came = await call.then(
    (data) => ({ data }),
    ({ code, message, cause }) => ({ code, message, cause: String(cause) }),
  )
  return { ...came, seen: seen.splice(0) }
}
