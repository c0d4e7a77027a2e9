import { claimEffect, contactOf, deviceOf } from '@shiplap/db/queries/job-effects'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'

/** Tells an account, once, that a device it did not know has signed in. */
export function deviceNew({
  origin,
}: {
  readonly origin: string
}): TransactionalHandler<Payload<'device.new'>> {
  return {
    async inTransaction(tx, { kind, payload }) {
      if (!(await claimEffect(tx, { kind, key: payload.deviceId }))) return
      const contact = await contactOf(tx, payload)
      const device = await deviceOf(tx, payload)
      if (device === undefined || contact === undefined || contact.email === null) return
      await enqueue(tx, 'mail', {
        to: contact.email,
        subject: 'A new device signed in to your account',
        text: [
          `Hello ${contact.username},`,
          `${device.name} signed in to your account on ${device.createdAt.toUTCString()}.`,
          `If that was you, there is nothing to do. If not, sign it out here and change your password:\n${origin}/devices`,
          '',
        ].join('\n\n'),
      })
    },
  }
}
