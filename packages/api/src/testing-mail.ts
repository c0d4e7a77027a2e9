import { unseal } from '@shiplap/auth/seal'
import type { TestApi } from './testing.ts'

export type WaitingMail = { readonly to: string; readonly subject: string; readonly text: string }

/** The mails that wait to be sent to `to`, oldest first, as their reader will see them. */
export async function mailsTo(world: TestApi, to: string): Promise<readonly WaitingMail[]> {
  const rows = await world.database.rows<{ payload: { subject: string; text: string } }>`
    select payload from job where kind = 'mail' and payload->>'to' = ${to} order by id`
  return rows.map(({ payload }) => ({
    to,
    subject: payload.subject,
    text: unseal(Buffer.from(payload.text, 'base64'), { secret: world.settings.pepper, purpose: 'mail' }),
  }))
}

/** The code in the newest mail to `to`. */
export async function codeFor(world: TestApi, to: string): Promise<string> {
  const code = (await mailsTo(world, to)).at(-1)?.text.match(/\b\d{6}\b/)?.[0]
  if (code === undefined) throw new Error(`no code was sent to ${to}`)
  return code
}

/** The token of the link in the newest mail to `to`. */
export async function linkFor(world: TestApi, to: string): Promise<string> {
  const token = (await mailsTo(world, to)).at(-1)?.text.match(/#([\w-]{43})/)?.[1]
  if (token === undefined) throw new Error(`no link was sent to ${to}`)
  return token
}
