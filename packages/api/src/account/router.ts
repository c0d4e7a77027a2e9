import { router } from '../trpc.ts'
import { deleteAccount, exportData, exported } from './leaving.ts'
import { logIn } from './log-in.ts'
import { changePassword, reauthenticate, setPassword } from './password.ts'
import { byId, byName, events } from './profile.ts'
import { refresh } from './refresh.ts'
import { register } from './register.ts'
import { requestReset, reset } from './reset.ts'
import { logOut, me } from './session.ts'
import { canSetUp, setUp } from './set-up.ts'
import { changeEmail, confirmEmail, update } from './update.ts'

export const accountRouter = router({
  register,
  logIn,
  logOut,
  refresh,
  me,
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
  export: exportData,
  exported,
  delete: deleteAccount,
  setUp,
  canSetUp,
})
