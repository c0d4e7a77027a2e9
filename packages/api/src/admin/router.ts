import { router } from '../trpc.ts'
import { accounts, endAccountSessions, setDisabled, setRole, startReset } from './accounts.ts'
import { health } from './health.ts'

export const adminRouter = router({
  health,
  accounts,
  setRole,
  setDisabled,
  endSessions: endAccountSessions,
  startReset,
})
