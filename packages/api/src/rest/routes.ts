import type { Route } from './route.ts'
import { authRoutes } from './routes/auth.ts'
import { boardRoutes } from './routes/boards.ts'
import { chatRoutes } from './routes/chat.ts'
import { deviceSessionRoutes } from './routes/device-sessions.ts'
import { instanceRoutes } from './routes/instance.ts'
import { runRoutes } from './routes/runs.ts'
import { submissionRoutes } from './routes/submissions.ts'

/** Every row of the REST door, in the order of the document. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...deviceSessionRoutes,
  ...runRoutes,
  ...submissionRoutes,
  ...boardRoutes,
  ...chatRoutes,
  ...instanceRoutes,
]
