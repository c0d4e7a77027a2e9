import type { Database } from '@shiplap/db/connect'
import * as devices from '@shiplap/db/queries/devices'
import type { Context } from '../context.ts'
import { minutes, spend } from '../limited.ts'
import type { SignInDevice } from '../signing-in.ts'

/**
 * Ten codes to one address in a quarter of an hour, and twenty in a day, which bounds the guesses: each code has five.
 * A device that signed in to the account before is counted by itself, so that strangers cannot use up its owner's codes.
 */
export async function spendCodeMail(
  ctx: Context,
  db: Database,
  {
    emailKey,
    type,
    vendorUuid,
    cookieHash,
  }: Pick<SignInDevice, 'type' | 'vendorUuid' | 'cookieHash'> & { readonly emailKey: string },
): Promise<void> {
  const isKnown = await devices.isKnownTo(db, { emailKey, type, vendorUuid, cookieHash })
  const key = isKnown ? `${vendorUuid ?? cookieHash?.toString('base64url')} ${emailKey}` : emailKey
  await spend(ctx, { name: 'code mail', key, points: 10, perMs: minutes(15) })
  await spend(ctx, { name: 'code mail of a day', key, points: 20, perMs: minutes(24 * 60) })
}
