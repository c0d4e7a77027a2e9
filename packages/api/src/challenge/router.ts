import * as challenges from '@shiplap/db/queries/challenges'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { slug } from '../input.ts'
import { anyone, router } from '../trpc.ts'

export const challengeRouter = router({
  list: anyone.query(async ({ ctx }) => ({ challenges: await challenges.list(ctx.db) })),

  get: anyone.input(z.strictObject({ slug })).query(async ({ ctx, input }) => {
    const challenge = (await challenges.bySlug(ctx.db, input)) ?? refuse('challenge.not-found')
    return { ...challenge, publishedAt: challenge.publishedAt.toISOString() }
  }),
})
