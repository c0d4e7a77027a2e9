import type { ofRun } from '@shiplap/db/queries/comparisons'
import type { EventRow } from '@shiplap/db/queries/run-events'
import type { RunRow } from '@shiplap/db/queries/runs'
import { marksOfBest, segmentsOf } from '@shiplap/domain/comparison'
import { elapsedMs, nextPosition, type RunEvent, replay } from '@shiplap/domain/run'
import { allowedActs } from '@shiplap/domain/run-act'

/** A run as everybody may see it. `seq` grows with each event, so that of two answers the newer is known. */
export function presentRun(row: RunRow, events: readonly EventRow[] = row.events) {
  const run = replay(events, row)
  const isRetimed = run.timeMs !== null && row.timeMs !== null && row.timeMs !== run.timeMs
  const marks = isRetimed ? [...run.marks.slice(0, -1), row.timeMs] : run.marks
  const segments = segmentsOf(marks)
  const instants = reachedAt(events)
  const at = Math.max(row.now, events.at(-1)?.at ?? 0)
  return {
    id: row.id,
    seq: run.seq,
    state: run.state,
    runner: { id: row.accountId, username: row.username },
    challenge: { slug: row.challenge, title: row.challengeTitle, version: row.version },
    category: {
      slug: row.category,
      title: row.categoryTitle,
      allowsPause: row.allowsPause,
      maxDurationMs: row.maxDurationMs,
    },
    assistance: row.assistance,
    stack: row.stack,
    evidence: row.evidence,
    armedAt: row.armedAt.toISOString(),
    startedAt: iso(run.startedAt),
    pausedAt: iso(run.pausedAt),
    pausedMs: run.pausedMs,
    endedAt: iso(run.endedAt),
    /** What the timer showed at `serverTime`. */
    elapsedMs: elapsedMs(run, at),
    /** The official time; a verifier may have given another than the run's own. */
    timeMs: run.timeMs === null ? null : (row.timeMs ?? run.timeMs),
    /** The run's own time, where the official one is another. */
    retimedFromMs: isRetimed ? run.timeMs : null,
    clockStepped: row.clockStepped,
    nextPosition: run.state === 'running' || run.state === 'paused' ? nextPosition(run, row) : null,
    milestones: row.milestones.map(({ position, slug, title }, index) => ({
      position,
      slug,
      title,
      splitMs: marks[index] ?? null,
      segmentMs: segments[index] ?? null,
      skipped: marks[index] === null,
      reachedAt: marks[index] == null ? null : iso(instants[index] ?? null),
    })),
    submission: row.submissionId === null ? null : { id: row.submissionId, state: row.submissionState },
    verified: row.submissionState === 'APPROVED',
    serverTime: at,
  }
}

/** A run as its runner sees it, with what they can do now. */
export function presentOwnRun(row: RunRow, events: readonly EventRow[] = row.events) {
  const shown = presentRun(row, events)
  const run = replay(events, row)
  return {
    ...shown,
    allowedActions: allowedActs(run, { at: shown.serverTime, submitted: row.submitted }, row),
  }
}

/** What a run is held against. All marks are by position, in milliseconds since the start. */
export function presentComparisons(found: NonNullable<Awaited<ReturnType<typeof ofRun>>>) {
  const best = marksOfBest(found.golds)
  return {
    personalBest: found.best,
    record: found.record,
    average: { timeMs: found.average.at(-1) ?? null, marks: found.average },
    sumOfBest: { timeMs: best.at(-1) ?? null, marks: best },
    /** The best of each segment, which a new one has to beat to be gold. */
    golds: found.golds,
  }
}

/** The events of a run as evidence: what the server's clock said, and what the runner's own showed. */
export function presentEvents(events: readonly EventRow[]) {
  return events.map(({ seq, kind, position, at, elapsedMs: elapsed, clientMs }) => ({
    seq,
    kind,
    position,
    at: iso(at),
    elapsedMs: elapsed,
    clientMs,
  }))
}

/** When each standing mark was made, by index. */
function reachedAt(events: readonly RunEvent[]): readonly number[] {
  const instants: number[] = []
  for (const { kind, at } of events) {
    if (kind === 'split' || kind === 'skipped') instants.push(at)
    else if (kind === 'undone' || kind === 'finish-undone') instants.pop()
  }
  return instants
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
