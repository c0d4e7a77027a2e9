import type { Route } from './route.ts'
import { authRoutes } from './routes/auth.ts'
import { instanceRoutes } from './routes/instance.ts'

/** Every row of the REST door, in the order of the document. */
export const routes: readonly Route[] = [...authRoutes, ...instanceRoutes]
