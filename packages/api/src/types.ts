import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './root.ts'

export type { AccountSettings } from './account-settings.ts'
export type { AppRouter } from './root.ts'
export type { ApiSettings } from './settings.ts'
export type Inputs = inferRouterInputs<AppRouter>
export type Outputs = inferRouterOutputs<AppRouter>

/** Calls every procedure in the process that serves it. The web app gets one for each request that it renders. */
export type AppCaller = ReturnType<typeof import('./root.ts')['createAppCaller']>
