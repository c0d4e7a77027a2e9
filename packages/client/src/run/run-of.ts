import type { Run, RunRules, RunState } from '@shiplap/domain/run'

/** What the api shows of a run, as far as its rules need it. */
export type ShownByApi = {
  readonly state: RunState
  readonly seq: number
  readonly startedAt: string | null
  readonly pausedAt: string | null
  readonly pausedMs: number
  readonly endedAt: string | null
  readonly category: { readonly allowsPause: boolean; readonly maxDurationMs: number }
  readonly milestones: readonly {
    readonly splitMs: number | null
    readonly skipped: boolean
    readonly reachedAt: string | null
  }[]
}

/** The run of an answer of the api, ready for the domain's rules. */
export function runOf(view: ShownByApi): Run {
  const passed = view.milestones.filter(({ splitMs, skipped }) => splitMs !== null || skipped)
  const marks = passed.map(({ splitMs }) => splitMs)
  const instants = passed.flatMap(({ reachedAt }) => epochMs(reachedAt) ?? [])
  return {
    state: view.state,
    seq: view.seq,
    marks,
    startedAt: epochMs(view.startedAt),
    pausedAt: epochMs(view.pausedAt),
    pausedMs: view.pausedMs,
    endedAt: epochMs(view.endedAt),
    markedAt: instants.length === 0 ? null : Math.max(...instants),
    timeMs: view.state === 'finished' ? (marks.at(-1) ?? null) : null,
  }
}

export function rulesOf({ category, milestones }: ShownByApi): RunRules {
  const { allowsPause, maxDurationMs } = category
  return { milestoneCount: milestones.length, allowsPause, maxDurationMs }
}

function epochMs(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso)
}
