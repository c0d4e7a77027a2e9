import { router } from '../trpc.ts'
import { confirmSession } from './confirm-session.ts'
import { list, live } from './list.ts'
import { rename, revoke, revokeAll, revokeOthers } from './revoke.ts'
import { resendCode, startSession } from './start-session.ts'

export const deviceRouter = router({
  startSession,
  resendCode,
  confirmSession,
  list,
  live,
  rename,
  revoke,
  revokeOthers,
  revokeAll,
})
