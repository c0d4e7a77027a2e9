import { randomUUID } from 'node:crypto'
import { newCode } from '@shiplap/auth/one-time-code'
import { hashToken, newToken } from '@shiplap/auth/session-token'
import type { Tx } from '@shiplap/db/connect'
import * as accountEvents from '@shiplap/db/queries/account-events'
import * as accounts from '@shiplap/db/queries/accounts'
import * as pendingSessions from '@shiplap/db/queries/pending-sessions'
import { emailKey } from '@shiplap/domain/email'
import { mails } from '@shiplap/domain/mail'
import { codeRules } from '@shiplap/domain/one-time-code'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import * as inputs from '../account-inputs.ts'
import { afterAnswer } from '../after-answer.ts'
import type { Context } from '../context.ts'
import { id, text } from '../input.ts'
import { limited, minutes } from '../limited.ts'
import { mail } from '../mailing.ts'
import { deviceOf } from '../signing-in.ts'
import { anyone } from '../trpc.ts'
import { spendCodeMail } from './code-mails.ts'
import { ownSession } from './own-session.ts'

/**
 * Begins a device session that a code sent by e-mail will confirm. The token of the answer serves for nothing but that.
 * A device that asks again gets the same pending session, and one whose session is confirmed gets that: `created` tells.
 */
export const startSession = anyone
  .use(limited({ name: 'code', points: 30, perMs: minutes(10), by: 'address' }))
  .input(
    z.strictObject({
      mode: z.literal('email'),
      user: z.strictObject({ email: inputs.email }),
      device: inputs.device,
      means: z.enum(['cookie', 'tokens']).default('cookie'),
      stay: z.boolean().default(false),
      /** Asks for a code although this very session is signed in: to prove again that it is its owner. */
      prove: z.boolean().default(false),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const { email } = input.user
    const device = deviceOf(ctx, input)
    const own = input.prove ? null : await ownSession(ctx, { email, device })
    if (own !== null) return { ...own, created: false, token: null, user: { email } }
    await spendCodeMail(ctx, ctx.db, { emailKey: emailKey(email), ...device })
    const { token, hash } = newToken()
    const asked = await ctx.db
      .transaction()
      .execute((tx) => ask(ctx, tx, { email, device, stay: input.stay, tokenHash: hash }))
    noteCode(ctx, asked.sentTo)
    return {
      id: asked.id,
      createdAt: asked.createdAt.toISOString(),
      created: asked.isNew && !asked.resumes,
      isNewDevice: !asked.resumes,
      user: { email },
      device: { id: asked.deviceId, type: device.type, vendorUuid: device.vendorUuid },
      status: asked.resumes ? ('confirmed' as const) : ('pending' as const),
      codeExpiresAt: asked.codeExpiresAt.toISOString(),
      token,
    }
  })

async function ask(
  ctx: Context,
  tx: Tx,
  asked: {
    readonly email: string
    readonly device: ReturnType<typeof deviceOf>
    readonly stay: boolean
    readonly tokenHash: Buffer
  },
) {
  const secret = ctx.settings.pepper
  let code = ''
  const pending = await pendingSessions.ask(tx, {
    id: randomUUID(),
    ...asked,
    ...asked.device,
    emailKey: emailKey(asked.email),
    codeHashFor: (id) => {
      const made = newCode({ id, secret })
      code = made.code
      return made.hash
    },
    codeLifeMs: codeRules.lifeMs,
    resendAfterMs: codeRules.resendAfterMs,
  })
  if (pending === null) refuse('code.too-soon', { retryAfterMs: codeRules.resendAfterMs })
  // Who joins a pending session waits for the code that was sent already.
  const sentTo = pending.isNew ? await sendCode(ctx, tx, { email: asked.email, code }) : undefined
  return { ...pending, sentTo }
}

/** Sends another code in place of the first; a minute after it at the earliest. */
export const resendCode = anyone
  .use(limited({ name: 'code', points: 30, perMs: minutes(10), by: 'address' }))
  .input(z.strictObject({ id, token: text(64, 1) }))
  .mutation(async ({ ctx, input }) => {
    const { code, hash } = newCode({ id: input.id, secret: ctx.settings.pepper })
    const { sentTo, codeExpiresAt } = await ctx.db.transaction().execute(async (tx) => {
      const replaced =
        (await pendingSessions.replaceCode(tx, {
          id: input.id,
          tokenHash: hashToken(input.token),
          codeHash: hash,
          codeLifeMs: codeRules.lifeMs,
          afterMs: codeRules.resendAfterMs,
        })) ?? refuse('code.invalid')
      if (replaced.waitMs > 0) refuse('code.too-soon', { retryAfterMs: Math.ceil(replaced.waitMs) })
      await spendCodeMail(ctx, tx, replaced)
      return { ...replaced, sentTo: await sendCode(ctx, tx, { email: replaced.email, code }) }
    })
    noteCode(ctx, sentTo)
    return { codeExpiresAt: codeExpiresAt.toISOString() }
  })

/** Mails the code; answers whose account has the address, if there is one. */
async function sendCode(
  ctx: Context,
  tx: Tx,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<string | undefined> {
  const account = await accounts.byEmail(tx, { emailKey: emailKey(email) })
  const letter =
    account === undefined && !ctx.settings.accounts.openRegistration
      ? mails.codeForNobody()
      : mails.code({ code, minutes: codeRules.lifeMs / 60_000, isNewAccount: account === undefined })
  await mail(ctx, tx, { to: email, ...letter })
  return account?.id
}

/** Only for an account that is there; therefore once the answer is on its way. */
function noteCode(ctx: Context, accountId: string | undefined): void {
  if (accountId === undefined) return
  const { ip, userAgent } = ctx.visitor
  afterAnswer(ctx, 'event lost', () =>
    accountEvents.add(ctx.db, { accountId, kind: 'code-sent', ip, userAgent }),
  )
}
