import { allProcedures, type Procedure } from '../procedures.ts'
import { drawn } from './arbitrary.ts'
import { inputSchema, spoiled, wellFormed } from './inputs.ts'
import { hostileBodies, hostileValues } from './values.ts'

export type Case = {
  readonly path: string
  readonly type: Procedure['_def']['type']
  /** JSON, or what pretends to be. */
  readonly body: string
  /** The procedure's own schema does not take it: it must be refused, and nothing may change by it. */
  readonly malformed: boolean
}

export const isWhole = process.env.HOSTILE === 'all'

/** How long one test may take: thousands of calls, or all of them, on a machine that may be busy with others. */
export const patience = { testTimeout: isWhole ? 900_000 : 120_000 }

/**
 * Bad inputs for every procedure of the router: all of them with HOSTILE=all, else `part` of each procedure's, spread
 * over its fields, so that a run takes seconds.
 */
export function hostileCases(part = 36): readonly Case[] {
  const most = isWhole ? Number.POSITIVE_INFINITY : part
  return allProcedures().flatMap(({ path, type, inputs }, salt) => {
    const parser = inputs.at(-1)
    const schema = inputSchema(parser)
    const made =
      schema === null
        ? []
        : [...spoiled(wellFormed(schema), [...hostileValues, ...drawn(isWhole ? 100 : 12, salt)])]
    const bodies = [...hostileBodies, ...spread(made, most).map((value) => JSON.stringify(value) ?? 'null')]
    return bodies.map((body) => ({ path, type, body, malformed: !takes(parser, body) }))
  })
}

function takes(parser: Procedure['_def']['inputs'][number] | undefined, body: string): boolean {
  try {
    const value: unknown = body === '' ? undefined : JSON.parse(body)
    return parser === undefined || parser.safeParse(value).success
  } catch {
    return false
  }
}

/** At most `most` of them, evenly from the first to the last. */
export function spread<Item>(all: readonly Item[], most: number): readonly Item[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(all.length, most) }, (_, at) => all[Math.floor(at * step)] as Item) // step never leads past the end
}
