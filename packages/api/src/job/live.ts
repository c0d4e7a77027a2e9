import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '@shiplap/db/connect'
import type { Context } from '../context.ts'
import { type Overview, readOverview } from './overview.ts'

const everyMs = 1_000

/** How the queue stands, now and whenever that has changed, looked at once a second however many watch. */
export async function* watchJobs(
  { db }: Pick<Context, 'db'>,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<Overview> {
  let shown = ''
  while (!signal.aborted) {
    const overview = await sharedOverview(db)
    const text = JSON.stringify(overview)
    if (text !== shown) yield overview
    shown = text
    await delay(everyMs, undefined, { signal }).catch(() => {})
  }
}

const latest = new WeakMap<Database, { readonly readMs: number; readonly overview: Promise<Overview> }>()

/** The overview of at most a second ago. */
export function sharedOverview(db: Database): Promise<Overview> {
  const known = latest.get(db)
  if (known !== undefined && performance.now() - known.readMs < everyMs * 0.9) return known.overview
  const overview = readOverview(db)
  latest.set(db, { readMs: performance.now(), overview })
  overview.catch(() => latest.delete(db))
  return overview
}
