import { router } from '../trpc.ts'
import { logIn } from './log-in.ts'
import { register } from './register.ts'
import { logOut, me } from './session.ts'

export const accountRouter = router({ register, logIn, logOut, me })
