import { z } from 'zod'
import { defineKind } from '../kind.ts'

const numbered = z.strictObject({ n: z.number() })

/** What the workers of the fault tests work on. */
export const faultKinds = {
  /** Takes a while, where asked another one when it is tried again, then writes down who did it. */
  note: defineKind({
    payload: z.strictObject({ n: z.number(), ms: z.number(), againMs: z.number().optional() }),
    maxAttempts: 20,
    backoffMs: 50,
  }),
  /** Has its effect in the transaction that completes it. */
  exact: defineKind({
    payload: z.strictObject({ n: z.number(), ms: z.number() }),
    maxAttempts: 20,
    backoffMs: 50,
  }),
  /** Kills its process. */
  poison: defineKind({ payload: numbered, maxAttempts: 3, backoffMs: 50 }),
}
