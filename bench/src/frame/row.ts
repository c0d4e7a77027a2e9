import type { Judgement, Measured } from './scenario.ts'

/** One line of the result: what each contender gave in each round, the medians, and how ours stands. */
export type Row = {
  readonly part: string
  readonly name: string
  readonly unit: string
  readonly isLessBetter: boolean
  readonly figures: Readonly<Record<string, Figure>>
  readonly judgements: readonly Judgement[]
}

export type Figure = {
  readonly name: string
  readonly median: number | null
  readonly rounds: readonly (Measured | null)[]
  readonly cpuMs?: number
  readonly memoryMb?: number
}

export const isMet = (row: Row) => row.judgements.every((each) => each.isMet)
