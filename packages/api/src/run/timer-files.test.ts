import { createRequire } from 'node:module'
import type { RunRow } from '@shiplap/db/queries/runs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { asExchange } from './exchange.ts'
import { asLiveSplit } from './livesplit.ts'
import { presentRun } from './present.ts'

// What the timers that people have will do with our files: LiveSplit's own engine reads them.
const { Run } = createRequire(import.meta.url)('livesplit-core') as typeof import('livesplit-core')

test('LiveSplit reads the splits file: names, splits, best segments and the attempt', () => {
  expect(readByLiveSplit(asLiveSplit(exported))).toEqual({ ...asRead, writtenBy: 'LiveSplit' })
})

test('LiveSplit reads the exchange file just so, and it has nothing that the format does not know', () => {
  const text = JSON.stringify(asExchange(exported))
  expect(readByLiveSplit(text)).toEqual({ ...asRead, writtenBy: 'Shiplap' })
  expect(exchangeFormat.safeParse(JSON.parse(text)).error).toBeUndefined()
})

const startedAt = Date.parse('2026-11-21T05:00:00.123Z')
const events = [
  { kind: 'started', position: null, elapsedMs: 0 },
  { kind: 'split', position: 1, elapsedMs: 58_200 },
  { kind: 'skipped', position: 2, elapsedMs: 70_000 },
  { kind: 'split', position: 3, elapsedMs: 7_821_333 },
] as const
const row: RunRow = {
  id: 'run',
  accountId: 'runner',
  username: 'ada',
  boardId: 'board',
  challenge: 'csvq',
  // What XML has its own use for.
  challengeTitle: 'CSV <query> & "more"',
  version: 1,
  category: 'first-three',
  categoryTitle: "Ada's three",
  assistance: 'unassisted',
  stack: ['node', 'c++'],
  evidence: 'timed',
  state: 'finished',
  milestoneCount: 3,
  allowsPause: false,
  maxDurationMs: 10_000_000,
  armedAt: new Date(startedAt),
  clockStepped: false,
  submitted: false,
  timeMs: 7_821_333,
  events: events.map((event, index) => ({
    ...event,
    seq: index + 1,
    at: startedAt + event.elapsedMs,
    key: null,
    clientMs: null,
  })),
  milestones: ['Pass & <go>', 'Select', 'Group'].map((title, index) => ({
    position: index + 1,
    slug: `m-${index}`,
    title,
  })),
  submissionId: null,
  submissionState: null,
  now: startedAt + 9_000_000,
}
const exported = { run: presentRun(row), golds: [50_001, 61_000, null] }

const asRead = {
  game: 'CSV <query> & "more"',
  category: "Ada's three (unassisted)",
  attempts: [7_821.333],
  segments: [
    ['Pass & <go>', 58.2, 50.001],
    ['Select', null, 61],
    ['Group', 7_821.333, null],
  ],
}

function readByLiveSplit(text: string) {
  const parsed = Run.parseString(text, '', false)
  if (!parsed.parsedSuccessfully()) throw new Error('LiveSplit cannot read it')
  const writtenBy = parsed.timerKind()
  const run = parsed.unwrap()
  const read = {
    writtenBy,
    game: run.gameName(),
    category: run.categoryName(),
    attempts: upTo(run.attemptHistoryLen()).map((index) => seconds(run.attemptHistoryIndex(index).time())),
    segments: upTo(run.len()).map((index) => {
      const segment = run.segment(index)
      return [segment.name(), seconds(segment.personalBestSplitTime()), seconds(segment.bestSegmentTime())]
    }),
  }
  run.dispose()
  return read
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

function seconds(time: { realTime(): { totalSeconds(): number } | null }): number | null {
  return time.realTime()?.totalSeconds() ?? null
}

// The part of the published schema (run_v1.0.1.json) that we write; like there, nothing else may stand in it.
const ms = z.strictObject({ realtimeMS: z.int().min(0).optional(), gametimeMS: z.int().min(0).optional() })
const named = z.strictObject({ longname: z.string(), shortname: z.string().optional() })
const exchangeFormat = z.strictObject({
  _schemaVersion: z.string().regex(/v1\.0\.\d+/),
  timer: z.strictObject({ shortname: z.string(), longname: z.string(), version: z.string() }),
  startedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  attempts: z.strictObject({
    total: z.int().min(0),
    histories: z.array(z.strictObject({ attemptNumber: z.int(), duration: ms.optional() })),
  }),
  game: named,
  category: named,
  runners: z.array(z.strictObject({ shortname: z.string(), longname: z.string().optional() })),
  segments: z.array(
    z.strictObject({
      name: z.string(),
      endedAt: ms.optional(),
      bestDuration: ms.optional(),
      isSkipped: z.boolean().optional(),
      histories: z.array(
        z.strictObject({ attemptNumber: z.int(), endedAt: ms.optional(), isSkipped: z.boolean().optional() }),
      ),
    }),
  ),
})
