import { deviceTypes } from '@shiplap/domain/device'
import { z } from 'zod'
import { accountShape, instant, tokensShape } from './account.ts'

const device = z.object({ uuid: z.uuid(), type: z.enum(deviceTypes), vendor_uuid: z.string().nullable() })

export const pendingShape = z.object({
  uuid: z.uuid(),
  created_at: instant,
  is_new_device: z.boolean(),
  user: z.object({ email: z.string() }),
  device,
  status: z.enum(['pending', 'confirmed']),
  code_expires_at: instant.nullable(),
  token: z
    .string()
    .nullable()
    .describe('Serves for nothing but bringing the code of this session; null where none is needed.'),
})

export const confirmedShape = tokensShape.extend({
  uuid: z.uuid(),
  status: z.literal('confirmed'),
  is_new_user: z.boolean(),
  is_new_device: z.boolean(),
  account: accountShape,
  device,
})

export const sessionShape = z.object({
  id: z.uuid(),
  isPresent: z.boolean(),
  device: z.object({
    id: z.uuid(),
    name: z.string(),
    type: z.enum(deviceTypes),
    vendorUuid: z.string().nullable(),
  }),
  means: z.enum(['cookie', 'tokens']),
  confirmedBy: z.enum(['password', 'code', 'setup']),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
})
