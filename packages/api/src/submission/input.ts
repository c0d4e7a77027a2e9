import { ecosystems, isPackage, mostPackages } from '@shiplap/domain/manifest'
import { mostReason } from '@shiplap/domain/submission'
import { isPublicLink } from '@shiplap/domain/video'
import { z } from 'zod'
import { id, text } from '../input.ts'

const link = text(500, 1).refine(isPublicLink, 'must be a public https address')

const packages = z
  .array(
    z.strictObject({ name: text(214, 1), version: text(100).default(''), ecosystem: z.enum(ecosystems) }),
  )
  .max(mostPackages)
  .refine((list) => list.every(isPackage), 'must be names and versions without blanks or controls')

/** What a runner sends along. A missing part and an empty one are the same. */
const revision = {
  repositoryUrl: link.nullable().default(null),
  commitHash: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/)
    .nullable()
    .default(null),
  notes: text(4_000).default(''),
  videoUrl: link.nullable().default(null),
  videoStartMs: z.int().min(0).max(604_800_000).default(0),
  packages: packages.default([]),
}

export const createInput = z.strictObject({ runId: id, ...revision })
export const resubmitInput = z.strictObject({ submissionId: id, ...revision })
export const submissionInput = z.strictObject({ submissionId: id })

const reason = text(mostReason)
export const approveInput = z.strictObject({ submissionId: id, note: text(mostReason).default('') })
export const reasonInput = z.strictObject({ submissionId: id, reason })
export const retimeInput = z.strictObject({
  submissionId: id,
  reason,
  timeMs: z.int().min(1).max(604_800_000),
})
