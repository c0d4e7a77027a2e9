import type { Judgement, Measured } from './scenario.ts'

/** One line of the result: what each contender gave in each round, the medians, and how ours stands. */
export type Row = {
  readonly part: string
  readonly name: string
  readonly unit: string
  readonly isLessBetter: boolean
  readonly figures: Readonly<Record<string, Figure>>
  readonly judgements: readonly Judgement[]
  readonly taken: Taken
}

/** When and where a row was measured, and beside what. */
export type Taken = {
  readonly at: string
  readonly machine: string
  readonly rounds: number
  readonly share: number
  /** Cores that others kept busy meanwhile; null where nobody could tell. */
  readonly coresElsewhere: number | null
}

export type Figure = {
  readonly name: string
  readonly median: number | null
  readonly rounds: readonly (Measured | null)[]
  readonly cpuMs?: number
  readonly memoryMb?: number
}

export const isMet = (row: Row) => row.judgements.every((each) => each.isMet)
