import type { Handler } from '@shiplap/jobs/handler'
import type { Payload } from '@shiplap/jobs/kinds'
import type { SendMail } from '../mail.ts'

/** Sends one mail. A second try sends the same message id, or writes the same file. */
export function mail({ sendMail }: { readonly sendMail: SendMail }): Handler<Payload<'mail'>> {
  return (job) => sendMail({ key: `job-${job.id}`, ...job.payload })
}
