import { accountRouter } from './account/router.ts'
import { adminRouter } from './admin/router.ts'
import { boardRouter } from './board/router.ts'
import { categoryRouter } from './category/router.ts'
import { challengeRouter } from './challenge/router.ts'
import { deviceRouter } from './device/router.ts'
import { instanceRouter } from './instance/router.ts'
import { jobRouter } from './job/router.ts'
import { messageRouter } from './message/router.ts'
import { noticeRouter } from './notice/router.ts'
import { roomRouter } from './room/router.ts'
import { runRouter } from './run/router.ts'
import { submissionRouter } from './submission/router.ts'
import { createCaller, router } from './trpc.ts'

/** Every noun of the api. */
export const appRouter = router({
  account: accountRouter,
  admin: adminRouter,
  device: deviceRouter,
  instance: instanceRouter,
  challenge: challengeRouter,
  category: categoryRouter,
  run: runRouter,
  submission: submissionRouter,
  board: boardRouter,
  notice: noticeRouter,
  job: jobRouter,
  message: messageRouter,
  room: roomRouter,
})

export type AppRouter = typeof appRouter

/** Calls procedures in this process, without HTTP: for pages rendered on the server, scripts and tests. */
export const createAppCaller = createCaller(appRouter)
