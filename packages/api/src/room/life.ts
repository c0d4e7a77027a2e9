import { refuse } from '@shiplap/domain/refusal'
import { whyNotWrite } from '@shiplap/domain/room'
import { z } from 'zod'
import { limited, minutes } from '../limited.ts'
import { signedIn } from '../trpc.ts'
import { admit } from './admit.ts'
import * as input from './inputs.ts'

/** Tells those in the room that the caller is writing something. A client says so every few seconds while it is true. */
export const typing = signedIn
  .use(limited({ name: 'room.typing', points: 60, perMs: minutes(1), by: 'account' }))
  .input(z.strictObject({ room: input.room }))
  .mutation(async ({ ctx, input }) => {
    const room = await admit(ctx, input.room)
    const whyNot = whyNotWrite(room)
    if (whyNot !== null) refuse(whyNot)
    ctx.life.typing(room.id, ctx.account.username)
  })
