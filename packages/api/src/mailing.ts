import { seal } from '@shiplap/auth/seal'
import type { Tx } from '@shiplap/db/connect'
import type { Mail } from '@shiplap/domain/mail'
import { enqueue } from '@shiplap/jobs/enqueue'
import type { Context } from './context.ts'

/** Sends a mail once the transaction has committed. It waits sealed, since codes and links may stand in its text. */
export async function mail(
  ctx: Context,
  tx: Tx,
  { to, subject, text }: Mail & { readonly to: string },
): Promise<void> {
  const sealed = seal(text, { secret: ctx.settings.pepper, purpose: 'mail' })
  await enqueue(tx, 'mail', { to, subject, text: sealed.toString('base64'), sealed: true })
}
