// What REST answers of accounts, for the document. The procedures decide what is sent; a test holds the two together.
import { roles } from '@shiplap/domain/account'
import { z } from 'zod'

export const instant = z.iso.datetime()

export const accountShape = z.object({ id: z.uuid(), username: z.string(), role: z.enum(roles) })

export const tokensShape = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int().describe('Seconds that the access token lives.'),
})
export const signedInShape = tokensShape.extend({ account: accountShape })

export const meShape = accountShape.extend({
  email: z.string().nullable(),
  waitingEmail: z.string().nullable().describe('An address that its owner has not confirmed yet.'),
  hasPassword: z.boolean(),
  createdAt: instant,
  session: z.object({ id: z.uuid(), deviceId: z.uuid() }),
})
