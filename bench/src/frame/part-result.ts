import type { Row } from './row.ts'
import type { Detail } from './scenario.ts'

/** What a part gave. */
export type PartResult = {
  readonly name: string
  /** The names of all rows that the part has, whether they were asked for or not. */
  readonly names: readonly string[]
  readonly isWhole: boolean
  readonly rows: readonly Row[]
  readonly detail?: Detail
}
