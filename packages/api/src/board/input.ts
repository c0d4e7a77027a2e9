import { stackPattern, standings, windowPattern } from '@shiplap/domain/board'
import { assistances, evidences } from '@shiplap/domain/run'
import { z } from 'zod'
import { pageSize, slug, text } from '../input.ts'

/** Which list of which board. Left out, a filter lets everything through. */
const list = {
  challenge: slug,
  category: slug,
  assistance: z.enum(assistances).default('unassisted'),
  standing: z.enum(standings).default('official'),
  window: z.string().regex(windowPattern).default('all'),
  stack: z.string().regex(stackPattern).nullable().default(null),
  evidence: z.enum(evidences).default('timed'),
}

export const listInput = z.strictObject(list)

export const pageInput = z.strictObject({
  ...list,
  /** Also runs that are no longer their runner's best. They have no rank. */
  obsolete: z.boolean().default(false),
  limit: pageSize(100, 50),
  /** From this place (counted from one) on. */
  place: z.int().min(1).max(1_000_000_000).optional(),
  /** From a cursor that another page gave. */
  after: text(120).optional(),
  before: text(120).optional(),
})

export const rankInput = z.strictObject({ ...list, username: text(30, 1) })
export const aroundInput = z.strictObject({ ...list, username: text(30, 1), each: pageSize(50, 5) })
export const recordsInput = z.strictObject({
  challenge: list.challenge,
  category: list.category,
  assistance: list.assistance,
  limit: pageSize(100, 50),
})
export const latestInput = z.strictObject({ limit: pageSize(50, 10) })
export const exportInput = z.strictObject({
  ...list,
  format: z.enum(['csv', 'json']),
  /** From `next` of the stretch before. */
  after: text(120).optional(),
  limit: pageSize(5_000, 1_000),
})
export const stacksInput = z.strictObject({
  ...recordsInput.shape,
  standing: list.standing,
  limit: pageSize(50, 12),
})
