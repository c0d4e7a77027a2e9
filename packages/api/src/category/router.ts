import * as challenges from '@shiplap/db/queries/challenges'
import { refuse } from '@shiplap/domain/refusal'
import { z } from 'zod'
import { slug } from '../input.ts'
import { anyone, router } from '../trpc.ts'

export const categoryRouter = router({
  list: anyone.input(z.strictObject({ challenge: slug })).query(async ({ ctx, input }) => {
    const challenge =
      (await challenges.bySlug(ctx.db, { slug: input.challenge })) ?? refuse('challenge.not-found')
    return { categories: challenge.categories }
  }),
})
