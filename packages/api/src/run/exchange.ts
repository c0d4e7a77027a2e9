import type { Marks } from '@shiplap/domain/comparison'
import type { presentRun } from './present.ts'

/** The run in the exchange format of Splits.io, v1.0.1: `public/schema/run_v1.0.1.json` of glacials/splits-io. */
export function asExchange({
  run,
  golds,
}: {
  readonly run: ReturnType<typeof presentRun>
  readonly golds: Marks
}) {
  return {
    _schemaVersion: 'v1.0.1',
    timer: { shortname: 'shiplap', longname: 'Shiplap', version: 'v0.1.0' },
    startedAt: run.startedAt ?? undefined,
    endedAt: run.endedAt ?? undefined,
    attempts: { total: 1, histories: [{ attemptNumber: 1, duration: at(run.timeMs) }] },
    game: { longname: run.challenge.title, shortname: run.challenge.slug },
    category: { longname: `${run.category.title} (${run.assistance})`, shortname: run.category.slug },
    runners: [{ longname: run.runner.username, shortname: run.runner.username }],
    segments: run.milestones.map(({ title, splitMs, segmentMs, skipped }, index) => ({
      name: title,
      endedAt: at(splitMs),
      bestDuration: at(least(golds[index] ?? null, segmentMs)),
      isSkipped: skipped,
      histories: [{ attemptNumber: 1, endedAt: at(splitMs), isSkipped: skipped }],
    })),
  }
}

/** The format has no null: what is not known is left out. */
const at = (ms: number | null) => (ms === null ? undefined : { realtimeMS: ms })

function least(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}
