import { unseal } from '@shiplap/auth/seal'
import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import type { SendMail } from '../mail.ts'

/** Sends one mail. A second try sends the same message id, or writes the same file. */
export function mail({
  sendMail,
  pepper,
}: {
  readonly sendMail: SendMail
  readonly pepper: string | undefined
}): Handler<Payload<'mail'>> {
  return ({ id, payload: { to, subject, text, sealed } }) =>
    sendMail({ key: `job-${id}`, to, subject, text: sealed ? open(text, pepper) : text })
}

/** Mails with codes and links wait encrypted, so that nobody can read them in the table. */
function open(text: string, pepper: string | undefined): string {
  if (pepper === undefined) throw new Error('PEPPER must be set to send mails with codes and links')
  return unseal(Buffer.from(text, 'base64'), { secret: pepper, purpose: 'mail' })
}
