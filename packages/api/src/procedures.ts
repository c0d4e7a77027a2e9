import type { z } from 'zod'
import { appRouter } from './root.ts'

/** What a procedure tells of itself at run time. */
export type Procedure = {
  readonly _def: {
    readonly type: 'query' | 'mutation' | 'subscription'
    /** One schema for each `.input()`, in order. */
    readonly inputs: readonly z.ZodType[]
  }
}

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
