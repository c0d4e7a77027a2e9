import { assistances, evidences, runStates } from '@shiplap/domain/run'
import { z } from 'zod'
import { instant } from './account.ts'

const ms = z.int().describe('Milliseconds.')
const named = z.object({ slug: z.string(), title: z.string() })

export const runShape = z.object({
  id: z.uuid(),
  seq: z.int().describe('Grows with each event: of two answers, the one with the greater is newer.'),
  state: z.enum(runStates),
  runner: z.object({ id: z.uuid(), username: z.string() }),
  challenge: named.extend({ version: z.int() }),
  category: named.extend({ allowsPause: z.boolean(), maxDurationMs: ms }),
  assistance: z.enum(assistances),
  stack: z.array(z.string()),
  evidence: z.enum(evidences),
  startedAt: instant.nullable(),
  pausedAt: instant.nullable(),
  endedAt: instant.nullable(),
  elapsedMs: ms.describe('What the timer showed at serverTime.'),
  timeMs: ms.nullable().describe('The official time of a finished run.'),
  nextPosition: z.int().nullable(),
  milestones: z.array(
    z.object({
      position: z.int(),
      slug: z.string(),
      title: z.string(),
      splitMs: ms.nullable(),
      segmentMs: ms.nullable(),
      skipped: z.boolean(),
    }),
  ),
  submission: z.object({ id: z.uuid(), state: z.string() }).nullable(),
  verified: z.boolean(),
  serverTime: z.int().describe('Milliseconds since 1970.'),
})

export const entryShape = z.object({
  rank: z.int().nullable(),
  runId: z.uuid(),
  runner: z.object({ id: z.uuid(), username: z.string() }),
  timeMs: ms,
  behindMs: ms.nullable(),
  achievedAt: instant,
  stack: z.array(z.string()),
  evidence: z.enum(evidences),
  verified: z.boolean(),
  videoUrl: z.string().nullable(),
})
