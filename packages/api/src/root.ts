import { accountRouter } from './account/router.ts'
import { instanceRouter } from './instance/router.ts'
import { createCaller, router } from './trpc.ts'

/** Every noun of the api. */
export const appRouter = router({
  account: accountRouter,
  instance: instanceRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures in this process, without HTTP: for pages rendered on the server, scripts and tests. */
export const createAppCaller = createCaller(appRouter)
