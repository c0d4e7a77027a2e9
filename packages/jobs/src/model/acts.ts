import type { Outcome } from '@shiplap/db/queries/jobs-finish'
import fc from 'fast-check'
import { z } from 'zod'
import { defineKind } from '../kind.ts'

const payload = z.strictObject({ n: z.number() })

/** One kind for each answer to a clash, and one with a limit. */
export const kinds = {
  keep: defineKind({ payload, maxAttempts: 3, onClash: 'keep' }),
  replace: defineKind({ payload, maxAttempts: 3, onClash: 'replace' }),
  refuse: defineKind({ payload, maxAttempts: 3, onClash: 'refuse' }),
  limited: defineKind({ payload, maxAttempts: 3, limit: { key: ({ n }) => limitKeyOf(n), atOnce: 1 } }),
}
export type Name = keyof typeof kinds

export const limitKeyOf = (n: number) => (n % 2 === 0 ? 'even' : 'odd')

/** What may happen; `which` picks one of those it fits, `by` one of two workers. */
export type Act =
  | {
      readonly act: 'enqueue'
      readonly kind: Name
      readonly key: string | undefined
      readonly delayMs: number
    }
  | { readonly act: 'claim'; readonly by: number; readonly most: number }
  | { readonly act: 'claim limited'; readonly by: number; readonly most: number }
  | { readonly act: 'heartbeat'; readonly by: number }
  | { readonly act: 'expire'; readonly by: number }
  | { readonly act: 'complete'; readonly which: number }
  | { readonly act: 'fail'; readonly which: number; readonly outcome: Outcome }
  | { readonly act: 'zombie-heartbeat'; readonly which: number }
  | { readonly act: 'zombie-complete'; readonly which: number; readonly outcome: Outcome }
  | { readonly act: 'advance'; readonly ms: number }
  | { readonly act: 'cancel' | 'retry' | 'run now'; readonly which: number }

const which = fc.nat({ max: 30 })
const by = fc.nat({ max: 1 })
const outcome = fc.constantFrom<Outcome>('done', 'again', 'anew', 'back', 'dead', 'cancelled')
const kind = fc.constantFrom<Name>('keep', 'replace', 'refuse', 'limited')
export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constant('enqueue' as const),
    kind,
    key: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }),
    delayMs: fc.constantFrom(0, 0, 1_000_000),
  }),
  fc.record({
    act: fc.constantFrom('claim' as const, 'claim' as const, 'claim limited' as const),
    by,
    most: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ act: fc.constantFrom('heartbeat' as const, 'expire' as const), by }),
  fc.record({ act: fc.constantFrom('complete' as const, 'zombie-heartbeat' as const), which }),
  fc.record({ act: fc.constantFrom('fail' as const, 'zombie-complete' as const), which, outcome }),
  fc.record({ act: fc.constant('advance' as const), ms: fc.constantFrom(400_000, 1_500_000) }),
  fc.record({ act: fc.constantFrom('cancel' as const, 'retry' as const, 'run now' as const), which }),
)

const putIn = (delayMs: number): Act => ({ act: 'enqueue', kind: 'keep', key: undefined, delayMs })
const claim: Act = { act: 'claim', by: 0, most: 1 }
const fail = (outcome: Outcome): Act => ({ act: 'fail', which: 0, outcome })
const retry: Act = { act: 'retry', which: 0 }
const cancel: Act = { act: 'cancel', which: 0 }

/** A story that takes each way between two states, so that none is left to chance. */
export const everyWay: Act[] = [
  putIn(0),
  claim,
  fail('again'),
  cancel,
  retry,
  claim,
  fail('back'),
  claim,
  fail('again'),
  { act: 'advance', ms: 1_500_000 },
  claim,
  fail('dead'),
  retry,
  cancel,
  retry,
  claim,
  fail('cancelled'),
  retry,
  claim,
  { act: 'complete', which: 0 },
  putIn(1_000_000),
  { act: 'run now', which: 0 },
  putIn(1_000_000),
  { act: 'cancel', which: 1 },
]
