import { router } from '../trpc.ts'
import { accounts, endAccountSessions, setDisabled, setRole, startReset } from './accounts.ts'

export const adminRouter = router({
  accounts,
  setRole,
  setDisabled,
  endSessions: endAccountSessions,
  startReset,
})
