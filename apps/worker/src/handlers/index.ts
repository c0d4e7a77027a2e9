import type { Handlers } from '@shiplap/jobs/handler'
import type { kinds } from '@shiplap/jobs/kinds'
import type { SendMail } from '../mail.ts'
import { accountRegistered } from './account.registered.ts'
import { deviceNew } from './device.new.ts'
import { mail } from './mail.ts'

/** What handlers may use. */
export type Tools = { readonly sendMail: SendMail; readonly origin: string }

/** Every kind with its handler. */
export function makeHandlers(tools: Tools) {
  return {
    mail: mail(tools),
    'account.registered': accountRegistered(tools),
    'device.new': deviceNew(tools),
  } satisfies Required<Handlers<typeof kinds>>
}
