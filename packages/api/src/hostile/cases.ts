import { allProcedures } from '../procedures.ts'
import { inputSchema, spoiled, wellFormed } from './inputs.ts'
import { hostileBodies, hostileValues } from './values.ts'

export type Case = {
  readonly path: string
  readonly type: 'query' | 'mutation' | 'subscription'
  /** JSON, or what pretends to be. */
  readonly body: string
}

/**
 * Bad inputs for every procedure of the router: all of them with HOSTILE=all, else a part of each procedure's, spread
 * over its fields, so that a run takes seconds.
 */
export function* hostileCases(
  most = process.env.HOSTILE === 'all' ? Number.POSITIVE_INFINITY : 40,
): Generator<Case> {
  for (const { path, type, inputs } of allProcedures()) {
    for (const body of hostileBodies) yield { path, type, body }
    const schema = inputSchema(inputs.at(-1))
    if (schema === null) continue
    const all = [...spoiled(wellFormed(schema), hostileValues)]
    const step = Math.max(1, all.length / most)
    for (let at = 0; at < all.length; at += step)
      yield { path, type, body: JSON.stringify(all[Math.floor(at)]) ?? 'null' }
  }
}

/** What came back, counted; `faults` are answers that must not be. */
export type Tally = {
  calls: number
  refused: number
  limited: number
  accepted: number
  readonly faults: string[]
}

export const newTally = (): Tally => ({ calls: 0, refused: 0, limited: 0, accepted: 0, faults: [] })

/** Counts one answer: a fault is a status of 500 or more, or an error that tells what is inside. */
export function count(
  tally: Tally,
  { path, body }: Case,
  { status, text }: { status: number; text: string },
): void {
  tally.calls++
  if (status === 429) tally.limited++
  else if (status >= 400) tally.refused++
  else tally.accepted++
  if (status >= 500 || (status >= 400 && internals.test(text)))
    tally.faults.push(`${path} ${status} ${body.slice(0, 120)} → ${text.slice(0, 200)}`)
}

const internals =
  /node_modules|\.ts:\d|\bat \w+ \(|select .* from|insert into|violates|syntax error|ECONN|ioredis|kysely/i
