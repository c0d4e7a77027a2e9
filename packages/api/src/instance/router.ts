import { anyone, router } from '../trpc.ts'

export const instanceRouter = router({
  /** The server's time, from which a client learns its own offset, and the deployment it talks to. */
  get: anyone.query(({ ctx }) => ({
    serverTime: ctx.now().getTime(),
    deployment: ctx.settings.deployment,
  })),
})
