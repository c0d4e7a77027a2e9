import { seal } from '@shiplap/auth/seal'
import type { Tx } from '@shiplap/db/connect'
import type { Mail } from '@shiplap/domain/mail'
import { enqueue } from '@shiplap/jobs/enqueue'

/** What mails are sealed with while they wait; a worker without the instance's secret lets them wait in clear. */
export type Sealing = { readonly pepper: string | undefined }

/** Sends a mail once the transaction has committed. Where somebody was and with what is for nobody who reads the table. */
export async function sealedMail(
  tx: Tx,
  { pepper }: Sealing,
  { to, subject, text }: Mail & { readonly to: string },
): Promise<void> {
  if (pepper === undefined) return void (await enqueue(tx, 'mail', { to, subject, text }))
  const sealed = seal(text, { secret: pepper, purpose: 'mail' }).toString('base64')
  await enqueue(tx, 'mail', { to, subject, text: sealed, sealed: true })
}
