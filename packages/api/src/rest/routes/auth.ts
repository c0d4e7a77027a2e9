import { deviceNameLength, deviceTypes } from '@shiplap/domain/device'
import { z } from 'zod'
import * as inputs from '../../account-inputs.ts'
import { name, text } from '../../input.ts'
import type { Tokens } from '../../signing-in.ts'
import { direct, type Route, shaped } from '../route.ts'
import { accountShape, instant, meShape, signedInShape, tokensShape } from '../shapes/account.ts'

/** A device in the spelling of the REST api. */
export const restDevice = z.strictObject({
  type: z.enum(deviceTypes),
  vendor_uuid: inputs.vendorUuid.optional(),
  name: name(deviceNameLength.most).optional(),
})

/** … and in that of the procedures. */
export const deviceOf = ({ type, vendor_uuid, name }: z.output<typeof restDevice>) => ({
  type,
  ...(vendor_uuid !== undefined && { vendorUuid: vendor_uuid }),
  ...(name !== undefined && { name }),
})

const tag = 'accounts'

export const authRoutes: readonly Route[] = [
  shaped({
    method: 'POST',
    path: '/auth/register',
    tag,
    summary: 'Makes an account and signs in on this device.',
    signedIn: false,
    takes: z.strictObject({
      username: inputs.username,
      password: inputs.password,
      email: inputs.email.optional(),
      device: restDevice.optional(),
    }),
    call: (api, { device, email, ...rest }) =>
      api.account.register({
        ...rest,
        ...(email !== undefined && { email }),
        ...(device && { device: deviceOf(device) }),
        means: 'tokens',
      }),
    status: 201,
    show: withTokens,
    answer: signedInShape,
  }),
  shaped({
    method: 'POST',
    path: '/auth/login',
    tag,
    summary: 'Signs in by username or e-mail address, as a device session.',
    signedIn: false,
    takes: z.strictObject({
      login: text(254, 1),
      password: inputs.password,
      device: restDevice.optional(),
    }),
    call: (api, { device, ...rest }) =>
      api.account.logIn({ ...rest, ...(device && { device: deviceOf(device) }), means: 'tokens' }),
    show: withTokens,
    answer: signedInShape,
  }),
  direct('account.refresh', {
    method: 'POST',
    path: '/auth/refresh',
    tag,
    summary: 'The next pair of tokens for a refresh token, which serves once.',
    description:
      'Asked again within ten seconds it gives the same pair; later it ends the device session, since somebody has copied the token.',
    signedIn: false,
    answer: tokensShape,
  }),
  direct('account.logOut', {
    method: 'POST',
    path: '/auth/logout',
    tag,
    summary: 'Ends the device session of the access token. Doing it twice is as good.',
    signedIn: false,
    status: 204,
  }),
  direct('account.me', {
    method: 'GET',
    path: '/users/me',
    tag,
    summary: 'The account that is signed in, as its owner sees it.',
    answer: meShape,
  }),
  direct('account.byId', {
    method: 'GET',
    path: '/users/{id}',
    tag,
    summary: 'An account as everybody may see it.',
    signedIn: false,
    answer: accountShape.extend({ createdAt: instant }),
  }),
]

function withTokens<A>({ account, tokens }: { readonly account: A; readonly tokens: Tokens | null }) {
  return { ...tokens, account }
}
