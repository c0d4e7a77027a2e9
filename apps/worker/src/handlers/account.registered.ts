import { claimEffect, contactOf } from '@shiplap/db/queries/job-effects'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'

/** Welcomes a new account, once, by mail where it has an address. */
export function accountRegistered({
  origin,
}: {
  readonly origin: string
}): TransactionalHandler<Payload<'account.registered'>> {
  return {
    async inTransaction(tx, { kind, payload }) {
      if (!(await claimEffect(tx, { kind, key: payload.accountId }))) return
      const contact = await contactOf(tx, payload)
      if (contact === undefined || contact.email === null) return
      await enqueue(tx, 'mail', {
        to: contact.email,
        subject: 'Welcome to Shiplap',
        text: `Hello ${contact.username},\n\nyour account is ready. Pick a challenge and start the clock:\n${origin}/challenges\n`,
      })
    },
  }
}
