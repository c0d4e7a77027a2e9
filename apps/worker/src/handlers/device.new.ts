import { claimEffect, contactOf, deviceOf } from '@shiplap/db/queries/job-effects'
import { mails } from '@shiplap/domain/mail'
import type { TransactionalHandler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import { type Sealing, sealedMail } from '../sealed-mail.ts'

/** Tells an account, once, that a device it did not know has signed in: which, from where and when. */
export function deviceNew({
  origin,
  ...sealing
}: Sealing & { readonly origin: string }): TransactionalHandler<Payload<'device.new'>> {
  return {
    async inTransaction(tx, { kind, payload }) {
      if (!(await claimEffect(tx, { kind, key: payload.deviceId }))) return
      const contact = await contactOf(tx, payload)
      const device = await deviceOf(tx, payload)
      if (device === undefined || contact === undefined || contact.email === null) return
      const { username, email } = contact
      const { name, createdAt: at, ip } = device
      const letter = mails.newDevice({ username, device: name, ip, at, origin })
      await sealedMail(tx, sealing, { to: email, ...letter })
    },
  }
}
