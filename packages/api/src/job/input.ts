import { jobStates } from '@shiplap/domain/job'
import { z } from 'zod'
import { pageSize, text, visibleText } from '../input.ts'

export const jobId = z.int().positive()
export const kindName = visibleText(60)

/** Which jobs are meant; nothing named means all. */
export const jobFilter = z.strictObject({
  state: z.enum(jobStates).optional(),
  kind: kindName.optional(),
  fingerprint: text(200).optional(),
  /** Occurs in the payload. */
  text: visibleText(200).optional(),
})

export const listInput = z.strictObject({
  filter: jobFilter.default({}),
  before: jobId.nullable().default(null),
  limit: pageSize(100, 50),
})

/** Some jobs by their ids, or all that match a filter, up to ten thousand at once. */
export const targetInput = z.union([
  z.strictObject({ ids: z.array(jobId).min(1).max(100) }),
  z.strictObject({ matching: jobFilter }),
])
export type Target = z.output<typeof targetInput>
