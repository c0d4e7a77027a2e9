import type { deviceTypes } from '@shiplap/domain/device'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../../account-inputs.ts'
import { id, text } from '../../input.ts'
import { direct, type Route, shaped } from '../route.ts'
import { confirmedShape, pendingShape, sessionShape } from '../shapes/device.ts'
import { deviceOf, restDevice } from './auth.ts'

const tag = 'device sessions'

type Device = {
  readonly id: string
  readonly type: (typeof deviceTypes)[number]
  readonly vendorUuid: string | null
}
const deviceShown = (device: Device) => ({
  uuid: device.id,
  type: device.type,
  vendor_uuid: device.vendorUuid,
})

export const deviceSessionRoutes: readonly Route[] = [
  shaped({
    method: 'POST',
    path: '/device-sessions',
    tag,
    summary: 'Begins a device session, which a six-digit code sent by e-mail confirms.',
    description:
      'A new session is answered 201; a device that asks again gets the same one, 200. The code lives five minutes and has five tries.',
    signedIn: false,
    query: ['mode'],
    takes: z.strictObject({
      mode: z.literal('email'),
      user: z.strictObject({ email: inputs.email }),
      device: restDevice,
    }),
    call: (api, { device, ...rest }) =>
      api.device.startSession({ ...rest, device: deviceOf(device), means: 'tokens' }),
    status: ({ created }) => (created ? 201 : 200),
    show: (session) => ({
      uuid: session.id,
      created_at: session.createdAt,
      is_new_device: session.isNewDevice,
      user: session.user,
      device: deviceShown(session.device),
      status: session.status,
      code_expires_at: session.codeExpiresAt,
      token: session.token,
    }),
    answer: pendingShape,
  }),
  shaped({
    method: 'PATCH',
    path: '/device-sessions/{uuid}',
    tag,
    summary:
      'Confirms a pending session by its code. The bearer is the token that the session was begun with.',
    takes: z.strictObject({ uuid: id, otp_code: text(32, 1) }),
    call: async (api, { uuid, otp_code: code }, { bearer }) => {
      const token = bearer ?? refuse('account.signed-out')
      return api.device.confirmSession({ id: uuid, code, token, means: 'tokens' })
    },
    show: ({ tokens, ...session }) => ({
      uuid: session.id,
      status: session.status,
      is_new_user: session.isNewUser,
      is_new_device: session.isNewDevice,
      account: session.account,
      device: deviceShown(session.device),
      ...tokens,
    }),
    answer: confirmedShape,
  }),
  direct('device.list', {
    method: 'GET',
    path: '/device-sessions',
    tag,
    summary: 'The device sessions of one’s own account, the present one first.',
    show: (sessions) => ({ sessions }),
    answer: z.object({ sessions: z.array(sessionShape) }),
  }),
  shaped({
    method: 'DELETE',
    path: '/device-sessions',
    tag,
    summary: 'Signs out everywhere; with ?except=current, everywhere but here.',
    takes: z.strictObject({ except: z.literal('current').optional() }),
    call: async (api, { except }) => {
      await (except === 'current' ? api.device.revokeOthers() : api.device.revokeAll())
    },
    status: 204,
  }),
  shaped({
    method: 'DELETE',
    path: '/device-sessions/{uuid}',
    tag,
    summary: 'Signs out one device session of one’s own.',
    takes: z.strictObject({ uuid: id }),
    call: (api, { uuid }) => api.device.revoke({ id: uuid }),
    status: 204,
  }),
]
