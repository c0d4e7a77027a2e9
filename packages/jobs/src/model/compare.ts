import type { Database } from '@shiplap/db/connect'
import { list } from '@shiplap/db/queries/jobs-admin'
import { expect } from 'vitest'
import type { Model } from './model.ts'

/** Both hold the same jobs in the same states, the same keys, and the same slots of a limit. */
export async function compare(db: Database, model: Model): Promise<void> {
  const rows = await list(db, { filter: {}, before: 2 ** 50, most: 1_000 })
  const seen = rows.map(({ id, kind, state, attempt, payload }) => ({
    id,
    kind,
    state,
    attempt,
    ...payload,
  }))
  const expected = model.all().map(({ id, kind, state, attempt, n }) => ({ id, kind, state, attempt, n }))
  expect(seen).toEqual(expected.toReversed())
  const keys = await db.selectFrom('jobKey').select(['kind', 'uniqueKey', 'jobId']).orderBy('jobId').execute()
  expect(keys).toEqual(model.keyed().map((job) => ({ kind: job.kind, uniqueKey: job.key, jobId: job.id })))
  const slots = await db.selectFrom('jobSlot').select('jobId').orderBy('jobId').execute()
  const running = model.all((job) => job.kind === 'limited' && job.state === 'running')
  expect(slots.map((slot) => slot.jobId)).toEqual(running.map((job) => job.id))
}
