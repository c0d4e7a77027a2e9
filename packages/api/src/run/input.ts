import { mostStack, stackPattern } from '@shiplap/domain/board'
import { assistances } from '@shiplap/domain/run'
import { z } from 'zod'
import { id, slug } from '../input.ts'

export const assistance = z.enum(assistances)

/** Names of languages and frameworks, each once. */
export const stack = z
  .array(z.string().regex(stackPattern))
  .max(mostStack)
  .refine((names) => new Set(names).size === names.length, 'must name each only once')

export const armInput = z.strictObject({
  challenge: slug,
  category: slug,
  assistance,
  stack: stack.default([]),
  key: id,
})

const act = {
  runId: id,
  /** Made by the client for this one act; sending it again never counts twice. */
  key: id,
  /** What the runner's own clock showed. Kept as evidence. */
  clientMs: z.int().min(0).max(604_800_000).optional(),
}

export const actInput = z.strictObject(act)
export const markInput = z.strictObject({ ...act, position: z.int().min(1).max(1_000) })
