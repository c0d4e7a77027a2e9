import { makeEnqueue } from './enqueuer.ts'
import { kinds } from './kinds.ts'

/**
 * Puts jobs in, as part of the transaction `tx`: they exist when it commits and never when it rolls back.
 *
 * @example await enqueue(tx, 'mail', { to, subject, text }, { uniqueKey: `welcome:${accountId}` })
 */
export const { enqueue, enqueueMany, prepare } = makeEnqueue(kinds)
