import { usernamePattern } from '@shiplap/domain/account'
import { deviceNameLength, deviceTypes, vendorUuidPattern } from '@shiplap/domain/device'
import { parseEmail } from '@shiplap/domain/email'
import { z } from 'zod'
import { name, text } from './input.ts'

export const username = text(30, 3).regex(
  usernamePattern,
  'must be letters, digits, dots, dashes and underscores, and begin and end with a letter or digit',
)
export const password = text(1_024, 1)
export const email = text(320).transform((typed, checked) => {
  const address = parseEmail(typed)
  if (address === null) checked.addIssue({ code: 'custom', message: 'must be one plain e-mail address' })
  return address ?? z.NEVER
})
export const linkToken = text(64, 1)
export const vendorUuid = text(36).regex(vendorUuidPattern, 'must be a UUID of version 4')
export const device = z.strictObject({
  type: z.enum(deviceTypes),
  vendorUuid: vendorUuid.optional(),
  name: name(deviceNameLength.most).optional(),
})
/** How the session is opened later: a browser keeps a cookie, a program keeps tokens. */
export const signIn = {
  device: device.optional(),
  means: z.enum(['cookie', 'tokens']).default('cookie'),
  stay: z.boolean().default(false),
}
