// Every page of the product, as the file system names them, with an address for each that a browser can open.
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type World = {
  readonly username: string
  /** A run on the clock, and one that was finished and submitted by somebody else. */
  readonly runId: string
  readonly submissionId: string
  /** A finished run of one's own, which can still be submitted. */
  readonly finishedId: string
  /** Work that followed from one of them. */
  readonly jobId: number
  /** A mail that was kept as a file, since the product under test sends none. */
  readonly mailKey: string
}

const app = fileURLToPath(new URL('../../web/src/app/', import.meta.url))

/** `/boards/[challenge]/[category]`, without the groups that an address does not show. */
export const routes: readonly string[] = globSync('**/page.tsx', { cwd: app })
  .map(
    (file) =>
      `/${file
        .split('/')
        .slice(0, -1)
        .filter((part) => !part.startsWith('('))
        .join('/')}`,
  )
  .sort()

/** What stands in the brackets, wherever a route has some. A new kind of page adds its line here. */
const samples: Readonly<Record<string, (world: World) => string>> = {
  '/admin/mail/[key]': ({ mailKey }) => `/admin/mail/${mailKey}`,
  '/admin/jobs/[id]': ({ jobId }) => `/admin/jobs/${jobId}`,
  '/boards/[challenge]/[category]': () => '/boards/csvq/first-three',
  '/chat/[room]': () => '/chat/lobby',
  '/chat/[room]/people': () => '/chat/lobby/people',
  '/challenges/[slug]': () => '/challenges/csvq',
  '/runs/[id]': ({ runId }) => `/runs/${runId}`,
  '/runs/[id]/overlay': ({ runId }) => `/runs/${runId}/overlay`,
  '/runs/[id]/submit': ({ finishedId }) => `/runs/${finishedId}/submit`,
  '/verify/[id]': ({ submissionId }) => `/verify/${submissionId}`,
  '/u/[name]': ({ username }) => `/u/${username}`,
}

export function addressOf(route: string, world: World): string {
  if (!route.includes('[')) return route
  const sample = samples[route]
  if (!sample) throw new Error(`${route} has no sample address: add one to apps/e2e/src/routes.ts`)
  return sample(world)
}
