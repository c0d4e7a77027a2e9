import * as accounts from '@shiplap/db/queries/accounts'
import * as devices from '@shiplap/db/queries/devices'
import { deviceNameLength } from '@shiplap/domain/device'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { id, name as nameOf } from '../input.ts'
import { copyKeysOf } from '../session.ts'
import { endSessions, endWithin } from '../signing-out.ts'
import { signedIn } from '../trpc.ts'

export const rename = signedIn
  .input(z.strictObject({ deviceId: id, name: nameOf(deviceNameLength.most) }))
  .mutation(async ({ ctx, input: { deviceId, name } }) => {
    const renamed = await devices.rename(ctx.db, {
      id: deviceId,
      accountId: ctx.account.id,
      name: name.trim(),
    })
    if (!renamed) refuse('device.not-found')
  })

/** Signs out one device session of one's own. Once this answers, no process lets it in. */
export const revoke = signedIn.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
  const by = input.id === ctx.session.id ? 'sign-out' : 'device'
  const ended = await endSessions(ctx, { accountId: ctx.account.id, which: { id: input.id }, by })
  if (ended === 0) refuse('device.not-found')
  if (by === 'sign-out') ctx.visitor.setCookie(ctx.cookies.session.clear())
})

export const revokeOthers = signedIn.mutation(async ({ ctx }) => ({
  ended: await endSessions(ctx, {
    accountId: ctx.account.id,
    which: { except: ctx.session.id },
    by: 'everywhere',
  }),
}))

/** Signs out everywhere, the present session too, and those that are about to open. */
export const revokeAll = signedIn.mutation(async ({ ctx }) => {
  const ended = await ctx.db.transaction().execute(async (tx) => {
    await accounts.raiseEpoch(tx, { id: ctx.account.id })
    return endWithin(ctx, tx, { accountId: ctx.account.id, which: 'all', by: 'everywhere' })
  })
  await ctx.copies.forget(copyKeysOf(ended))
  ctx.visitor.setCookie(ctx.cookies.session.clear())
  return { ended: ended.length }
})
