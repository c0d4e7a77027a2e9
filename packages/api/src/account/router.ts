import { router } from '../trpc.ts'
import { deleteAccount, exportData, exported } from './leaving.ts'
import { logIn } from './log-in.ts'
import { changePassword, reauthenticate, setPassword } from './password.ts'
import { byId, byName, events, rules } from './profile.ts'
import { refresh } from './refresh.ts'
import { register } from './register.ts'
import { requestReset, reset } from './reset.ts'
import { logOut, me, watch } from './session.ts'
import { canSetUp, setUp } from './set-up.ts'
import { changeEmail, confirmEmail, update } from './update.ts'

export const accountRouter = router({
  register,
  logIn,
  logOut,
  refresh,
  me,
  watch,
  update,
  changeEmail,
  confirmEmail,
  reauthenticate,
  changePassword,
  setPassword,
  requestReset,
  reset,
  byId,
  byName,
  events,
  rules,
  export: exportData,
  exported,
  delete: deleteAccount,
  setUp,
  canSetUp,
})
