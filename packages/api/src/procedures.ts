import type { TRPCError } from '@trpc/server'
import type { z } from 'zod'
import type { Context } from './context.ts'
import { appRouter } from './root.ts'
import type { Meta } from './trpc.ts'

/** What a procedure tells of itself at run time. */
export type Procedure = {
  readonly _def: {
    readonly type: 'query' | 'mutation' | 'subscription'
    /** One schema for each `.input()`, in order. */
    readonly inputs: readonly z.ZodType[]
    readonly meta: Meta | undefined
    /** Guards, schemas and at last what it does, in the order in which a call goes through them. */
    readonly middlewares: readonly Middleware[]
  }
}

/** What a middleware is given. */
export type Given = {
  readonly path: string
  readonly type: Procedure['_def']['type']
  readonly ctx: Context
  readonly input: unknown
  readonly getRawInput: () => Promise<unknown>
  readonly meta: unknown
  /** Only a subscription would be told that nobody reads it any more; what is begun here is done. */
  readonly signal: undefined
  readonly batchIndex: number
}

export type Outcome =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: TRPCError }

/** A guard, a schema or, as the last, what the procedure does: as tRPC keeps them. */
export type Middleware = (
  given: Given & { readonly next: (changed?: Partial<Given>) => Promise<Outcome> },
) => Promise<Outcome>

// The router keeps its procedures by their whole path, which its type does not tell.
const procedures = appRouter._def.procedures as unknown as Readonly<Record<string, Procedure | undefined>>

/** The procedure at a path such as `run.start`; undefined for names that the router does not have of its own. */
export function procedureAt(path: string): Procedure | undefined {
  return Object.hasOwn(procedures, path) ? procedures[path] : undefined
}

/** Every procedure with its path, so that a new one is looked at without anybody remembering. */
export function allProcedures(): readonly (Procedure['_def'] & { readonly path: string })[] {
  return Object.entries(procedures).flatMap(([path, procedure]) =>
    procedure === undefined ? [] : [{ path, ...procedure._def }],
  )
}
